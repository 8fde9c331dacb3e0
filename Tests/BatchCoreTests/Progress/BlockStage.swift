import Foundation

@testable import BatchCore

/// Queues in the states that a block has to show.
struct BlockStage {
  let now = Timestamp(milliseconds: 1_795_230_660_000)  // 2026-11-21 03:11 UTC

  /// At work, held up, with failures and a bound.
  var busy: ProgressBlock {
    let pace = PaceRecord(rates: [.init(model: "openai/gpt-4o-mini", perSecond: 12.04)])
    return block(
      figures(), pace, Outlook(perMinute: 58.2, secondsLeft: 2492),
      waiting: (now + .seconds(41), "openai/gpt-4o-mini is rate limited"),
      examples: [(.moderated, "blog/hello"), (.tooLong, "a-17")])
  }

  var paused: ProgressBlock {
    var figures = figures()
    figures.pauses = [
      Pause(
        scope: .queue, reason: .insufficientCredits, since: now + .seconds(-660),
        message: "The OpenRouter balance is used up (402): Insufficient credits.",
        remedy: "Top up at https://openrouter.ai/settings/credits, then run again.")
    ]
    figures.run = nil
    return block(figures, PaceRecord(), Outlook(perMinute: 58.2, isStill: true))
  }

  /// Two roles, and much to say.
  var crowded: ProgressBlock {
    var figures = figures()
    var other = RoleFigures(role: "standard")
    (other.ready, other.done) = (90, 10)
    figures.roles.insert(other, at: 0)
    var block = block(figures, PaceRecord(), Outlook(perMinute: 58.2, secondsLeft: 2492))
    block.roles = ["standard", "rewrite"]
    block.outlooks["standard"] = Outlook()
    block.report.pauses = paused.report.pauses
    block.heading = ["batch.sqlite: 4,280 articles", ", run 7 at work", ", 5 requests in flight"]
    return block
  }

  var wide: ProgressBlock {
    var block = busy
    block.examples = [
      .init(role: "rewrite", kind: .moderated, article: "記事/とても長い名前の記事とても長い名前の記事-😀"),
      .init(role: "rewrite", kind: .tooLong, article: "a"),
    ]
    return block
  }

  var finished: ProgressBlock {
    var role = RoleFigures(role: "rewrite")
    (role.done, role.cost) = (12, Money(picodollars: 4_000_000_000))
    let figures = QueueFigures(articles: 12, roles: [role])
    return ProgressBlock(
      report: StatusReport(figures, database: "q.sqlite", now: now), roles: ["rewrite"],
      outlooks: ["rewrite": Outlook(perMinute: 9)], now: now, zone: .gmt)
  }

  private func figures() -> QueueFigures {
    var role = RoleFigures(role: "rewrite")
    (role.ready, role.waiting, role.claimed, role.done, role.failed) = (2412, 12, 5, 1843, 20)
    (role.escalated, role.attempts, role.throttled, role.costUnknown) = (42, 1990, 7, 2)
    role.cost = Money(picodollars: 3_120_000_000_000)
    role.reserved = Money(picodollars: 400_000_000_000)
    role.failures = [
      .init(kind: .moderated, count: 12, remedy: "r"), .init(kind: .tooLong, count: 8, remedy: "r"),
    ]
    return QueueFigures(
      articles: 4280, roles: [role],
      budget: Budget(maxCost: Money(picodollars: 20_000_000_000_000)),
      run: LiveRun(pid: 7, startedAt: now, concurrency: 5, inFlight: 5))
  }

  private func block(
    _ figures: QueueFigures, _ pace: PaceRecord, _ outlook: Outlook,
    waiting: (until: Timestamp, reason: String)? = nil, examples: [(FailureKind, String)] = []
  ) -> ProgressBlock {
    ProgressBlock(
      report: StatusReport(figures, pace, database: "q.sqlite", now: now), roles: ["rewrite"],
      outlooks: ["rewrite": outlook], waiting: waiting,
      examples: examples.map { .init(role: "rewrite", kind: $0.0, article: $0.1) }, now: now,
      zone: .gmt)
  }
}
