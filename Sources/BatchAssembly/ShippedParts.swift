import BatchCore
import BatchCurl
import BatchEngine
import BatchSQLite
import Foundation

/// The parts that a run is shipped with, on one queue: SQLite, libcurl, the system's clock and
/// random numbers. The command and the benchmark run with the same.
package struct ShippedParts {
  package let store: SQLiteTaskStore
  package let reader: SQLiteQueueReader
  private let database: String

  /// - Parameters:
  ///   - database: the queue's file.
  ///   - create: makes it if it is not there.
  package init(database: String, create: Bool = false) throws(StoreFailure) {
    self.database = database
    store = try SQLiteTaskStore.open(path: database, purpose: .run, create: create)
    reader = try SQLiteQueueReader.open(path: database)
  }

  /// - Parameter say: is told what happens, as it happens.
  package func parts(say: @escaping @Sendable (RunEvent) -> Void) -> RunParts {
    RunParts(
      store: store, reader: reader, spool: AnswerFile(database: database),
      makeTransport: { CurlTransport(userAgent: ProductVersion.userAgent) },
      clock: SteadyClock(), chance: { Double.random(in: 0..<1) }, say: say)
  }

  /// The planner of these jobs, with the provider's model list.
  ///
  /// - Parameter say: is told where that list cannot be had.
  package func planner(
    jobs: [Job], base: BaseURL, key: APIKey, say: @escaping (RunEvent) -> Void
  ) throws -> RequestPlanner {
    let catalogue = try CatalogueSource(
      base: base, key: key, store: store, reader: reader, now: Timestamp(Date()), say: say
    ).catalogue()
    return try RequestPlanner(jobs: jobs, catalogue: catalogue, base: base, key: key)
  }
}
