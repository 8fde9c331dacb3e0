import BatchCore
import Foundation
import Testing

struct StatusReportTests {
  private let now = Timestamp(milliseconds: 60_000 * 1000 + 30_000)

  private func figures(
    run: LiveRun? = nil, pauses: [Pause] = [], _ change: (inout RoleFigures) -> Void = { _ in }
  ) -> QueueFigures {
    var role = RoleFigures(role: "rewrite")
    role.ready = 60
    role.done = 40
    role.attempts = 50
    role.cost = Money(picodollars: 2_000_000_000_000)
    role.minutes = [
      .init(minute: 990, finished: 500), .init(minute: 999, finished: 20),
      .init(minute: 1000, finished: 20),
    ]
    change(&role)
    return QueueFigures(articles: 100, roles: [role], pauses: pauses, run: run)
  }

  private func run(startedAt seconds: Int64) -> LiveRun {
    LiveRun(
      pid: 7, startedAt: Timestamp(milliseconds: 60_000 * 1000 + 30_000 - seconds * 1000),
      concurrency: 5, inFlight: 3)
  }

  private func report(_ figures: QueueFigures) -> StatusReport {
    StatusReport(figures, database: "q.sqlite", now: now)
  }

  @Test func `the pace counts from the run's own start and the last five minutes`() {
    #expect(report(figures(run: run(startedAt: 60))).roles[0].perMinute == 40)
    #expect(report(figures(run: run(startedAt: 3600))).roles[0].perMinute == 8.9)
    #expect(report(figures(run: run(startedAt: 2))).roles[0].perMinute == nil)
    #expect(report(figures()).roles[0].perMinute == nil)
  }

  @Test(
    arguments: [
      (nil, 90), (.queue, nil), (.role("rewrite"), nil), (.role("deep"), 90),
      (.model("a/a"), nil), (.model("b/b"), 90),
    ] as [(Pause.Scope?, Int?)])
  func `time left is what is open at that pace, and nobody knows it under a pause`(
    _ scope: Pause.Scope?, _ left: Int?
  ) {
    let pauses = scope.map {
      [Pause(scope: $0, reason: .operator, since: now, message: "m", remedy: "r")]
    }
    let report = report(
      figures(run: run(startedAt: 60), pauses: pauses ?? []) {
        $0.models = [
          .init(model: "a/a", done: 39, failed: 0, cost: .zero),
          .init(model: "b/b", done: 1, failed: 0, cost: .zero),
        ]
      })
    #expect(report.roles[0].etaSeconds == left)
    #expect(report.roles[0].ready == 60)
  }

  @Test func `what all will cost is projected from what the finished cost`() {
    #expect(report(figures()).roles[0].projectedCostUSD == 5)
    #expect(report(figures { $0.done = 0 }).roles[0].projectedCostUSD == nil)
    let redone = figures {
      ($0.done, $0.ready, $0.finishedEver) = (10, 90, 110)
      $0.cost = Money(picodollars: 2_200_000_000_000)
    }
    #expect(report(redone).roles[0].projectedCostUSD == 4, "100 of them were done before")
  }

  @Test func `what was sent on to another model costs what that one takes, and no less`() {
    let escalated = figures {
      ($0.done, $0.ready, $0.claimed, $0.finishedEver) = (10, 90, 0, 10)
      $0.placed = ["b/b": 20, "c/c": 10]
      $0.models = [
        .init(model: "a/a", done: 8, failed: 0, cost: Money(picodollars: 30_000_000_000)),
        .init(model: "b/b", done: 2, failed: 0, cost: Money(picodollars: 200_000_000_000)),
      ]
      $0.cost = Money(picodollars: 230_000_000_000)
    }
    // 30 tasks cost 0.23 + 20 * 0.1, and 70 more as much each; what c/c takes nobody knows.
    let projected = report(escalated).roles[0].projectedCostUSD ?? 0
    #expect(abs(projected - 0.23 / 30 * 100 - 2.0 / 30 * 100) < 1e-9, "\(projected)")
  }

  @Test func `the parts of a role add up to its total`() {
    let role = report(
      figures {
        $0.claimed = 5
        $0.failed = 3
        $0.cancelled = 2
      }
    ).roles[0]
    #expect(role.total == role.ready + role.claimed + role.done + role.failed + role.cancelled)
  }

  @Test func `it says how many tokens a minute were learned`() throws {
    let pace = PaceRecord(
      closed: [.init(model: "a", until: now + .seconds(41), reason: .rateLimited)],
      rates: [.init(model: "a", perSecond: 12)],
      tokenRates: [.init(model: "a", perSecond: 4000), .init(model: "b", perSecond: 2000)])
    let report = StatusReport(
      figures(run: run(startedAt: 60)), pace, database: "q.sqlite", now: now)
    #expect(report.pacing.map(\.tokensPerMinute) == [240_000, 120_000])
    let lines = StatusText(report: report, knownRoles: [], now: now).lines()
    let both = "a is rate limited, 12 requests a second and 240,000 tokens a minute learned"
    #expect(lines.contains("Waiting 41 s: " + both))
    #expect(lines.contains("Paced: b is rate limited, 120,000 tokens a minute learned"))
  }

  @Test func `it says what the pace holds back, and why`() throws {
    let pace = PaceRecord(
      closed: [.init(model: "a", until: now + .seconds(41), reason: .rateLimited)],
      rates: [.init(model: "a", perSecond: 12.04), .init(model: "b", perSecond: 0.333)],
      failing: [
        .init(model: "c", row: 5, words: "server errors", since: now, probeAt: now + .seconds(4))
      ])
    let report = StatusReport(
      figures(run: run(startedAt: 60)), pace, database: "q.sqlite", now: now)
    #expect(report.pacing.map(\.model) == ["a", "b", "c"])
    #expect(report.pacing.map(\.ratePerSecond) == [12.04, 0.333, nil])
    #expect(report.pacing.map { $0.gateUntil == nil } == [false, true, false])
    let lines = StatusText(report: report, knownRoles: [], now: now).lines()
    #expect(lines.contains("Waiting 41 s: a is rate limited, 12 requests a second learned"))
    #expect(lines.contains("Paced: b is rate limited, 20 requests a minute learned"))
    #expect(lines.contains("Waiting 4 s: c fails (5 server errors in a row)"))
  }

  @Test func `it says which models new tasks do not start with, why, and what to do`() throws {
    let pace = PaceRecord(
      closed: [.init(model: "z", until: now + .seconds(41), reason: .overloaded)],
      passedOver: [
        MovedStart(
          model: "a", since: now,
          reason: .prose(role: "rewrite", job: "d", unreadable: 9, counted: 30), remedy: "One."),
        MovedStart(
          model: "b", since: now, reason: .absent(.unknownModel), remedy: "Did you mean c?"),
        MovedStart(
          model: "old", since: now + .seconds(-600), reason: .absent(.noEndpoints), remedy: "r"),
      ])
    let report = StatusReport(
      figures(run: run(startedAt: 60)), pace, database: "q.sqlite", now: now)
    #expect(report.pacing.map(\.model) == ["z", "a", "b"])
    #expect(report.pacing.map(\.remedy) == [nil, "One.", "Did you mean c?"])
    let lines = StatusText(report: report, knownRoles: [], now: now).lines()
    #expect(lines.contains("Waiting 41 s: z is overloaded"))
    #expect(
      lines.contains(
        "Paced: a too often answers without JSON (9 of the last 30 answers); new rewrite tasks "
          + "start with the next model; one in 20 tries it again"))
    #expect(
      lines.contains(
        "Paced: b is not there (OpenRouter knows no such model); new tasks start with the next "
          + "model; one request a minute finds out whether it is back"))
    #expect(lines.contains("  Did you mean c?"))
  }

  @Test func `what was learnt of a model is one calm line, and nothing where nothing was`() throws {
    var lesson = ModelLesson(learnedAt: now, listing: "unlisted")
    lesson.omitted = ["temperature"]
    let plain = ModelLesson(learnedAt: now, listing: "unlisted")
    let text = String(
      decoding: try JSONEncoder().encode(["a/b": lesson, "c/d": plain]), as: UTF8.self)
    // What an earlier version kept beside it is passed over.
    let older = text.replacing("\"omitted\"", with: "\"absence\":\"noEndpoints\",\"omitted\"")
    for kept in [text, older] {
      let document = KeptDocument(name: "lessons x", fetchedAt: now, text: kept)
      let report = StatusReport(figures(), lessons: [document], database: "q.sqlite", now: now)
      #expect(report.lessons.map(\.model) == ["a/b"])
      let lines = StatusText(report: report, knownRoles: [], now: now).lines()
      #expect(lines.contains("a/b is asked without temperature, as was learnt."))
      let later = StatusReport(
        figures(), lessons: [document], database: "q", now: now + ModelLessons.week)
      #expect(later.lessons.isEmpty)
    }
  }

  @Test func `no control character of a remedy, an id or a path reaches the terminal`() {
    let pause = Pause(
      scope: .queue, reason: .badKey, since: now, message: "a\u{1B}[2Jb", remedy: "c\u{7}d\ne")
    var report = report(figures(pauses: [pause]))
    report.database = "x\u{1B}]0;y"
    let lines = StatusText(report: report, knownRoles: ["rewrite"], now: now).lines()
    let scalars = lines.joined().unicodeScalars
    #expect(!scalars.contains { $0.value < 0x20 || $0.value == 0x7F })
    #expect(lines.contains { $0.contains("[2Jb") })
  }

  @Test(arguments: [
    (Pause.Scope.queue, "Paused since 16:40:"), (.role("deep"), "(the role deep):"),
    (.model("a/b"), "(the model a/b):"), (.freeModels, "(all free models):"),
  ])
  func `what is paused is told in words`(_ scope: Pause.Scope, _ words: String) {
    let pause = Pause(scope: scope, reason: .badKey, since: now, message: "m", remedy: "r")
    let report = report(figures(pauses: [pause]))
    let utc = TimeZone(secondsFromGMT: 0) ?? .current
    let lines = StatusText(report: report, knownRoles: ["rewrite"], now: now, zone: utc).lines()
    #expect(lines.contains { $0.hasPrefix("Paused since ") && $0.contains(words) }, "\(lines)")
  }

  @Test func `an empty queue and a role not started say what to do`() {
    let empty = StatusReport(QueueFigures(articles: 0), database: "q", now: now)
    let first = StatusText(report: empty, knownRoles: ["rewrite"], now: now).lines()
    #expect(first.last == "Nothing is queued yet: batch enqueue articles.jsonl")
    let queued = StatusReport(QueueFigures(articles: 3), database: "my q", now: now)
    let second = StatusText(report: queued, knownRoles: ["rewrite"], now: now).lines()
    #expect(
      second.contains("rewrite  not started: batch run --role rewrite --database 'my q'"))
  }
}
