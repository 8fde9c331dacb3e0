import BatchCore
import BatchCurl
import BatchEngine
import BatchSQLite
import Confinement
import Foundation
import Simulator
import Synchronization
import TestSupport

/// A run put together from the real store, the real transport and the simulator, in this process.
final class RunBench: Sendable {
  let folder: TemporaryFolder
  let provider: RunningSimulator
  let store: WatchedStore
  let reader: SQLiteQueueReader
  let catalogue: ModelCatalogue
  /// One for all runs, as the next one must not begin before the last one's end.
  private let clock: FastClock
  private let said = Mutex<[RunEvent]>([])

  /// - Parameter clock: the runs'; for what a server says about time it is to be the server's too.
  init(
    _ settings: SimulatorSettings = SimulatorSettings(), articles: [Article],
    clock: FastClock = FastClock(speed: 1)
  ) throws {
    self.clock = clock
    folder = try TemporaryFolder()
    provider = try Simulator.launch(settings)
    let path = folder.file("batch.sqlite")
    store = WatchedStore(try SQLiteTaskStore.open(path: path, purpose: .run, create: true))
    _ = try store.enqueue(articles, update: false)
    reader = try SQLiteQueueReader.open(path: path)
    let models = CurlTransport(userAgent: "test").exchange(
      WireRequest(
        method: .get, url: provider.baseURL + "/models?output_modalities=all", headers: []),
      limits: ExchangeLimits(firstByte: .seconds(10), idle: .seconds(10), total: .seconds(20)),
      abort: AbortFlag())
    catalogue = try ModelCatalogue(parsing: models.response?.body ?? [])
  }

  convenience init(
    _ settings: SimulatorSettings = SimulatorSettings(), count: Int,
    clock: FastClock = FastClock(speed: 1)
  ) throws {
    try self.init(
      settings,
      articles: (1...count).map {
        Article(id: "a\($0)", title: SampleArticles.title($0), body: SampleArticles.body($0))
      }, clock: clock)
  }

  deinit { provider.stop() }

  /// A run of these jobs; `base` is the simulator's and `spool` the shipped one unless given.
  func run(
    _ jobs: [Job], concurrency: Int = 5, base: String? = nil, spool: (any AnswerSpool)? = nil,
    usesBatches: Bool = false, redoesStale: Bool = false, tasksAtOnce: Int = 2_000,
    adjust: (inout DispatchSettings) -> Void = { _ in }
  ) throws -> Run {
    var settings = DispatchSettings(
      lanes: jobs.flatMap { DispatchSettings.lanes(role: $0.role, ladder: $0.ladder) })
    adjust(&settings)
    let planner = try RequestPlanner(
      jobs: jobs, catalogue: catalogue, base: BaseURL(base ?? provider.baseURL),
      key: APIKey("sk-or-test"))
    let record = RunRecord(
      pid: 1, host: "host", startedAt: clock.now, concurrency: concurrency, jobs: jobs)
    var parts = parts(spool)
    parts.tasksAtOnce = tasksAtOnce
    return try Run(
      record, settings: settings, usesBatches: usesBatches, redoesStale: redoesStale,
      planner: planner, parts: parts)
  }

  private func parts(_ spool: (any AnswerSpool)?) -> RunParts {
    RunParts(
      store: store, reader: reader,
      spool: spool ?? AnswerFile(database: folder.file("batch.sqlite")),
      makeTransport: { CurlTransport(userAgent: "test") }, clock: clock,
      chance: { Double.random(in: 0..<1) },
      say: { event in self.said.withLock { $0.append(event) } }
    )
  }

  /// The runs' time.
  var now: Timestamp { clock.now }

  /// The runs' time goes on by so much at once.
  func advance(by span: Duration) { clock.advance(by: span) }

  /// What the runs have told so far.
  var events: [RunEvent] { said.withLock { $0 } }

  func count(_ isMeant: (RunEvent) -> Bool) -> Int { events.count(where: isMeant) }

  func figures(_ role: String = "rewrite") throws -> RoleFigures {
    try reader.figures(now: clock.now).roles.first { $0.role == role }
      ?? RoleFigures(role: role)
  }

  /// Every finished task's row, in input order.
  func done(_ role: String = "rewrite") throws -> [ExportRow] {
    try reader.page(role: role, after: 0, filter: .done, limit: 100_000)
  }

  /// Works on another thread; `nil` if it has not ended within the time, and is then told to stop.
  static func work(_ run: Run, within seconds: Double) -> RunEnding? {
    let done = DispatchSemaphore(value: 0)
    let ending = Rest<RunEnding>()
    Thread.detachNewThread {
      ending.wake(run.work())
      done.signal()
    }
    if done.wait(timeout: .now() + seconds) == .success { return ending.wait() }
    run.stop()
    run.stop()
    _ = done.wait(timeout: .now() + 10)
    return nil
  }

  /// A job that asks for title and body, as the stock job does.
  static func job(
    _ role: String = "rewrite",
    ladder: [String] = ["openai/gpt-4o-mini", "anthropic/claude-haiku-4.5"], attempts: Int = 4
  ) throws -> Job {
    let file = SampleJob.file(role: role, ladder: ladder, attempts: attempts)
    return try JobFile.read(file, file: "\(role).yaml").job
  }
}
