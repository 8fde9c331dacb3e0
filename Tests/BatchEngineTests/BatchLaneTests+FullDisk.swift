import BatchCore
import BatchEngine
import BatchSQLite
import Foundation
import Simulator
import Synchronization
import Testing

/// Batches that the queue cannot be told of.
extension BatchLaneTests {
  @Test func `an accepted batch that the queue cannot take is put aside for the next run`()
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(4) { $0.asks = nil }
      let full = StoreFailure.full(path: "batch.sqlite")
      bench.store.failBatches { full }
      #expect(try Self.leave(bench, times: 1) == .unsaved(full))
      let id = try #require(bench.provider.simulator.batches.first?.id)
      #expect(
        bench.count { if case .batchPutAside(let batch, _) = $0 { batch.id == id } else { false } }
          == 1)
      bench.store.failBatches { nil }
      bench.provider.simulator.setBatches(BatchRule())
      #expect(try Self.work(bench) == .finished)
      #expect(bench.provider.simulator.batches.count == 1 && Self.live(bench).isEmpty)
      #expect(bench.count { if case .batchFound = $0 { true } else { false } } == 1)
      #expect(try bench.figures().attempts == 4 && bench.figures().costUnknown == 0)
      #expect(try AnswerFile(database: bench.folder.file("batch.sqlite")).keptBatches() == [])
    }
  }

  @Test func `a batch that can be noted nowhere is named when the user leaves at any price`()
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(4) { $0.asks = nil }
      bench.store.failBatches { .full(path: "batch.sqlite") }
      #expect(try Self.leave(bench, spool: FullSpool(), times: 2) == .aborted)
      let id = try #require(bench.provider.simulator.batches.first?.id)
      #expect(
        bench.count { if case .batchLeft(let batch) = $0 { batch.id == id } else { false } } == 1)
    }
  }

  /// Works until the queue refuses the batch, and is then told to stop so often.
  private static func leave(
    _ bench: RunBench, spool: (any AnswerSpool)? = nil, times: Int
  ) throws -> RunEnding? {
    let run = try bench.run([RunBench.job()], spool: spool, usesBatches: true)
    let ending = Mutex<RunEnding?>(nil)
    let thread = Thread { ending.withLock { $0 = run.work() } }
    thread.start()
    #expect(Wait.until { bench.count { if case .storeFailed = $0 { true } else { false } } == 1 })
    for _ in 1...times { run.stop() }
    #expect(Wait.until { ending.withLock { $0 } != nil })
    return ending.withLock { $0 }
  }

  @Test func `an accepted batch is noted as soon as the queue can be written again`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(4)
      let isFull = Mutex(true)
      bench.store.failBatches { isFull.withLock { $0 } ? .full(path: "batch.sqlite") : nil }
      let run = try bench.run([RunBench.job()], usesBatches: true)
      let ending = Mutex<RunEnding?>(nil)
      let thread = Thread { ending.withLock { $0 = run.work() } }
      thread.start()
      #expect(Wait.until { bench.count { if case .storeFailed = $0 { true } else { false } } == 1 })
      isFull.withLock { $0 = false }
      #expect(Wait.until { ending.withLock { $0 } == .finished })
      #expect(bench.provider.simulator.batches.count == 1 && Self.live(bench).isEmpty)
      #expect(bench.count { if case .storeRecovered = $0 { true } else { false } } == 1)
      #expect(try bench.figures().attempts == 4)
    }
  }

  @Test(arguments: [0, 2])
  func `a batch that came back while the queue is full is fetched once, and taken in`(
    asksBefore: Int
  ) async throws {
    try await OwnThread.run {
      let bench = try Self.bench(4) { $0.asks = 3 }
      let tries = Mutex(0)
      bench.store.failBatches {
        guard let batch = bench.provider.simulator.batches.first, batch.asks >= asksBefore else {
          return nil
        }
        return tries.withLock { tries in
          tries += 1
          return tries <= 5 ? .full(path: "batch.sqlite") : nil
        }
      }
      #expect(try Self.work(bench) == .finished)
      let batch = try #require(bench.provider.simulator.batches.first)
      #expect(batch.asks <= 4, "\(batch.asks)")
      #expect(bench.provider.simulator.batches.count == 1 && Self.live(bench).isEmpty)
      #expect(try bench.done().count == 4)
      #expect(bench.count { if case .storeFailed = $0 { true } else { false } } >= 1)
      #expect(bench.count { if case .storeRecovered = $0 { true } else { false } } >= 1)
    }
  }

  @Test func `a queue that is found damaged by the batch lane ends the run by itself`()
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(4)
      let damaged = StoreFailure.corrupt(path: "batch.sqlite", reason: "malformed")
      bench.store.failBatches {
        bench.provider.simulator.batches.first.map { $0.asks > 0 } == true ? damaged : nil
      }
      #expect(try Self.work(bench) == .unsaved(damaged))
      bench.store.failBatches { nil }
      #expect(try Self.work(bench) == .finished)
      #expect(bench.provider.simulator.batches.count == 1 && Self.live(bench).isEmpty)
      #expect(try bench.done().count == 4)
    }
  }
}
