import BatchCore
import BatchEngine
import BatchSQLite
import Foundation
import Synchronization
import TestSupport

/// Runs over the real store and the till, one after another.
final class TillBench: Sendable {
  let till: Till
  let store: WatchedStore
  let reader: SQLiteQueueReader
  private let folder: TemporaryFolder
  private let ladder: [String]
  private let clock = FastClock(speed: 1000)
  private let luck: Mutex<Luck>

  init(_ till: Till, articles: [Article], ladder: [String], seed: UInt64) throws {
    self.till = till
    self.ladder = ladder
    luck = Mutex(Luck(state: seed))
    folder = try TemporaryFolder()
    let path = folder.file("batch.sqlite")
    store = WatchedStore(try SQLiteTaskStore.open(path: path, purpose: .run, create: true))
    reader = try SQLiteQueueReader.open(path: path)
    _ = try store.enqueue(articles, update: false)
  }

  /// The bound from now on, for the queue and for the till.
  func allow(_ picodollars: Int64) throws {
    till.allow(picodollars)
    _ = try store.change(BudgetChange(maxCost: .amount(Money(picodollars: picodollars))))
  }

  func run(
    concurrency: Int, adjust: (inout DispatchSettings) -> Void = { _ in }
  ) throws -> Run {
    let job = try RunBench.job(ladder: ladder, attempts: 3)
    var settings = DispatchSettings(
      lanes: DispatchSettings.lanes(role: job.role, ladder: job.ladder))
    adjust(&settings)
    let planner = try RequestPlanner(
      jobs: [job], catalogue: till.catalogue, base: BaseURL("https://openrouter.ai/api/v1"),
      key: APIKey("sk-or-test"))
    let record = RunRecord(
      pid: 1, host: "host", startedAt: clock.now, concurrency: concurrency, jobs: [job])
    let till = till
    let parts = RunParts(
      store: store, reader: reader, spool: AnswerFile(database: folder.file("batch.sqlite")),
      makeTransport: { TillTransport(till) }, clock: clock,
      chance: { self.luck.withLock { $0.unit() } }, say: { _ in })
    return try Run(record, settings: settings, planner: planner, parts: parts)
  }

  func standing() throws -> CostStanding { try reader.figures(now: clock.now).standing }

  func figures() throws -> RoleFigures {
    try reader.figures(now: clock.now).roles.first ?? RoleFigures(role: "rewrite")
  }
}
