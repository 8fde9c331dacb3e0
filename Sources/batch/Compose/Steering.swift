import BatchCore
import BatchSQLite
import Foundation
import Glibc

/// Changes a queue: through the writer of a run where one is at work, else by taking the lock.
final class Steering {
  /// What became of a change.
  struct Ending {
    var report: ChangeReport
    /// The run that carried it out; nil: nobody was at work.
    var run: Int32?
    /// That this run works.
    var roles: [String] = []

    /// nil: nobody was at work.
    var atWork: RunAtWork? { run.map { _ in RunAtWork(roles: roles) } }
  }

  private let path: String
  private let place: QueuePlace
  private let purpose: LockHolder.Purpose
  private var live: LiveRun?

  /// How long a run may be starting or ending.
  private static let patience: Duration = .seconds(30)
  /// A run opens its socket a moment after it has the lock.
  private static let opening: Duration = .seconds(5)

  /// - Parameter path: the queue's, as the user gave it.
  init(path: String, purpose: LockHolder.Purpose) {
    self.path = path
    self.purpose = purpose
    place = QueuePlace(path)
  }

  /// The run at work now.
  var holder: LockHolder? { place.holder.flatMap { $0.purpose == .run ? $0 : nil } }

  /// Blocks until the change is on disk, or throws why it is not.
  func carryOut(_ change: QueueChange) throws(ChangeRefusal) -> Ending {
    let start = ContinuousClock.now
    while true {
      if let holder {
        if let ending = try handOver(change, to: holder, since: start) { return ending }
        WriterLock.Patience.block(.milliseconds(20))
      } else if let report = try write(change) {
        return Ending(report: report, run: nil)
      }
    }
  }

  /// - Returns: nil if the run cannot take it yet, or no more: it is to be tried again.
  private func handOver(
    _ change: QueueChange, to holder: LockHolder, since start: ContinuousClock.Instant
  ) throws(ChangeRefusal) -> Ending? {
    if live == nil { live = LiveRun(database: place.path) }
    let answer = live?.carryOut(change)
    if let answer, let report = answer.report {
      return Ending(report: report, run: holder.pid, roles: answer.roles)
    }
    // The next run has another socket.
    live = nil
    switch answer?.refusal {
    case nil: try wait(for: holder, since: start, Self.opening)
    case .ending, .starting: try wait(for: holder, since: start, Self.patience)
    case .some(let refusal): throw refusal
    }
    return nil
  }

  private func wait(
    for holder: LockHolder, since start: ContinuousClock.Instant, _ limit: Duration
  ) throws(ChangeRefusal) {
    guard start.duration(to: .now) < limit else {
      throw .store(.busy(path: path, holder: holder.sentence(), isRun: true))
    }
  }

  /// - Returns: nil if a run began just now.
  private func write(_ change: QueueChange) throws(ChangeRefusal) -> ChangeReport? {
    if case .concurrency = change { throw nobody }
    do throws(StoreFailure) {
      let reader = try SQLiteQueueReader.open(path: path)
      let store = try SQLiteTaskStore.open(path: path, purpose: purpose, create: false)
      defer { try? store.close() }
      // Nobody else changes them from here on.
      let pauses = try reader.pauses()
      let pace = try reader.document(named: PaceRecord.name)
      return try store.carryOut(change, pauses: pauses, pace: pace, now: Timestamp(Date()))
    } catch {
      if case .busy(_, _, isRun: true) = error { return nil }
      throw .store(error)
    }
  }

  private var nobody: ChangeRefusal {
    .unable(
      "No run is at work on \(path); nothing was changed. "
        + "Say it when you start one: batch run --concurrency N --role ROLE")
  }
}
