import BatchCore
import Foundation

/// What a run's display knows and has drawn; it lives on the display's queue.
struct ProgressState {
  let reader: any QueueReader
  let database: String
  let roles: [String]
  var block: BlockScreen
  var waiting: (until: Timestamp, reason: String)?
  var isStarted = false
  var isStopped = false
  /// A write is under way that will flush.
  var isFlushing = false
  /// The terminal's size is another.
  var mustDraw = false
  private var meter: ProgressMeter
  private var report: StatusReport?
  private var outlooks: [String: Outlook] = [:]
  private var examples: [ProgressBlock.Example] = []
  private var notices: [Painted] = []
  private var failures = 0
  private var lookedAt: ContinuousClock.Instant?
  private var wroteAt: ContinuousClock.Instant?
  private var printedAt: ContinuousClock.Instant?

  private static let failuresShown = 20
  private static let betweenWrites: Duration = .milliseconds(250)
  private static let betweenLines: Duration = .seconds(30)
  /// What others change in the queue is seen so soon.
  private static let longestUnseen: Duration = .seconds(5)

  init(
    reader: any QueueReader, database: String, roles: [String], limit: Int?, block: BlockScreen
  ) {
    self.reader = reader
    self.database = database
    self.roles = roles
    self.block = block
    meter = ProgressMeter(limit: limit)
  }

  /// A job in the background writes lines, as to a file.
  var redraws: Bool { block.abilities.redraws && block.screen.isOurs }

  /// How long to wait so that the block is not redrawn more than four times a second.
  var untilNextWrite: Duration {
    guard isStarted, !isStopped, redraws, let wroteAt else { return .zero }
    return max(.zero, Self.betweenWrites - (ContinuousClock.now - wroteAt))
  }

  mutating func say(_ notice: Painted) { notices.append(notice) }

  mutating func failed(_ failure: Failure, article: String, role: String, model: String) {
    examples.removeAll { $0.role == role && $0.kind == failure.kind }
    examples.insert(.init(role: role, kind: failure.kind, article: article), at: 0)
    failures += 1
    guard failures <= Self.failuresShown else { return }
    say(Painted("failed:", .bad) + Painted(" \(article) (\(model)): \(failure.sentence)"))
  }

  /// Looks at the queue where there is news, and shows it.
  mutating func refresh(hasNews: Bool) {
    let now = ContinuousClock.now
    if hasNews || lookedAt.map({ now - $0 >= Self.longestUnseen }) ?? true {
      look()
      lookedAt = now
    }
    guard redraws else { return printLine(now) }
    draw()
  }

  mutating func flush() {
    isFlushing = false
    if redraws {
      block.say(notices)
      if !notices.isEmpty { wroteAt = .now }
    } else {
      block.forget()
      for notice in notices { Terminal.talk(notice) }
    }
    notices = []
    if mustDraw { draw() }
  }

  mutating func draw() {
    mustDraw = false
    guard isStarted, !isStopped, redraws, let report else { return }
    block.draw(progress(report))
    wroteAt = .now
  }

  /// Leaves the block as it is, in the past.
  mutating func leave() {
    flush()
    if redraws { block.leave() }
  }

  /// Shows where things stand at the end, and writes no more.
  mutating func finish() {
    flush()
    waiting = nil
    if isStarted {
      look()
      outlooks = [:]
      // What holds it up, and what to do, the run's last words say in full.
      report?.pauses = []
      report?.pacing = []
      draw()
      if redraws { block.leave() }
    }
    isStopped = true
    let more = failures - Self.failuresShown
    if more > 0 { Terminal.talk("and \(Wording.counted(more, "more failure")): batch status") }
  }

  private mutating func look() {
    let now = Timestamp(Date())
    guard let look = try? QueueLook(of: reader, now: now) else { return }
    outlooks = meter.note(look.figures, look.pace, now: now)
    report = StatusReport(look.figures, look.pace, database: database, now: now)
  }

  private func progress(_ report: StatusReport) -> ProgressBlock {
    ProgressBlock(
      report: report, roles: roles, outlooks: outlooks, waiting: waiting, examples: examples,
      now: Timestamp(Date()))
  }

  private mutating func printLine(_ now: ContinuousClock.Instant) {
    guard let report, printedAt.map({ now - $0 >= Self.betweenLines }) ?? true else { return }
    printedAt = now
    block.forget()
    Terminal.talk(
      ProgressText(report: report, roles: roles, outlooks: outlooks, waiting: waits).line)
  }

  private var waits: String? {
    let now = Timestamp(Date())
    guard let waiting, waiting.until > now else { return nil }
    let seconds = Int(((waiting.until - now).wholeMilliseconds + 999) / 1000)
    return "waiting \(Wording.span(seconds: seconds)): \(waiting.reason)"
  }
}
