import BatchCore
import Foundation
import StoreContract
import Synchronization
import Testing

@testable import BatchSQLite

@Suite struct WriterLockTests {
  static let since = Make.at(0)

  static func holder(_ purpose: LockHolder.Purpose, pid: Int32 = 4711) -> LockHolder {
    LockHolder(purpose: purpose, pid: pid, host: "host", since: since)
  }

  static func acquire(
    _ path: String, _ purpose: LockHolder.Purpose = .run, limit: Duration = .zero,
    sleep: @escaping @Sendable (Duration) -> Void = { _ in }
  ) throws -> WriterLock {
    try WriterLock.acquire(
      database: path, holder: holder(purpose),
      patience: WriterLock.Patience(limit: limit, sleep: sleep))
  }

  @Test func `a second run is refused at once and told who runs`() throws {
    let scratch = try Scratch()
    let lock = try Self.acquire(scratch.path)
    let slept = Mutex(Duration.zero)
    #expect(
      throws: StoreFailure.busy(
        path: scratch.path, holder: Self.holder(.run).sentence(), isRun: true)
    ) {
      _ = try Self.acquire(scratch.path, limit: .seconds(30)) { span in
        slept.withLock { $0 += span }
      }
    }
    #expect(slept.withLock { $0 } < .seconds(1))
    lock.release()
  }

  @Test func `whoever is refused leaves the holder's name for the next`() throws {
    let scratch = try Scratch()
    let lock = try Self.acquire(scratch.path)
    let refusal = StoreFailure.busy(
      path: scratch.path, holder: Self.holder(.run).sentence(), isRun: true)
    for _ in 1...3 {
      #expect(throws: refusal) { _ = try Self.acquire(scratch.path) }
      #expect(WriterLock.holder(of: scratch.path) == Self.holder(.run))
    }
    lock.release()
  }

  @Test func `others wait for a short writer until their patience ends`() throws {
    let scratch = try Scratch()
    let lock = try Self.acquire(scratch.path, .enqueue)
    let slept = Mutex(Duration.zero)
    #expect(
      throws: StoreFailure.busy(
        path: scratch.path, holder: Self.holder(.enqueue).sentence(), isRun: false)
    ) {
      _ = try Self.acquire(scratch.path, limit: .seconds(30)) { span in
        slept.withLock { $0 += span }
      }
    }
    #expect(slept.withLock { $0 } == .seconds(30))
    lock.release()
  }

  @Test(arguments: [LockHolder.Purpose.run, .retry])
  func `the lock is taken when its holder gives it back`(_ purpose: LockHolder.Purpose) throws {
    let scratch = try Scratch()
    let first = try Self.acquire(scratch.path, purpose)
    let second = try Self.acquire(scratch.path, .run, limit: .seconds(30)) { _ in first.release() }
    #expect(WriterLock.holder(of: scratch.path)?.purpose == .run)
    second.release()
    #expect(WriterLock.holder(of: scratch.path) == nil)
    #expect(FileSystem.exists(scratch.path + ".lock"))
  }

  @Test func `a reader's look does not keep a run from starting`() throws {
    let scratch = try Scratch()
    // The look of a reader, frozen: a shared lock on a file that still names a dead run.
    let path = scratch.path + ".lock"
    let text = try JSONEncoder().encode(Self.holder(.run))
    try text.write(to: URL(fileURLWithPath: path))
    let descriptor = open(path, O_RDONLY)
    #expect(flock(descriptor, LOCK_SH | LOCK_NB) == 0)
    let lock = try Self.acquire(scratch.path, .run) { _ in flock(descriptor, LOCK_UN) }
    lock.release()
    close(descriptor)
  }

  @Test func `a lock held by another process is respected, and free when that is killed`() throws {
    let scratch = try Scratch()
    try scratch.store().close()
    let text = try JSONEncoder().encode(Self.holder(.run, pid: 99))
    let child = try Child(
      python: Child.holdLock, scratch.path + ".lock", String(decoding: text, as: UTF8.self))
    #expect {
      _ = try scratch.store(wait: .seconds(30))
    } throws: { error in
      guard case .busy(_, let holder, true) = error as? StoreFailure else { return false }
      return holder.hasPrefix("batch run, process 99, since ")
    }
    #expect(try scratch.reader().figures(now: Make.at(0)).run?.pid == 99)
    child.kill()
    #expect(WriterLock.holder(of: scratch.path) == nil)
    #expect(try scratch.reader().figures(now: Make.at(0)).run == nil)
    try scratch.store().close()
  }

  @Test func `children do not inherit the lock`() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    // Foundation closes a child's descriptors by itself; popen(3) does not.
    let child = try #require(popen("cat > /dev/null", "w"))
    try store.close()
    try scratch.store().close()
    pclose(child)
  }

  @Test func `every way to a queue leads to the same lock`() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let link = scratch.folder + "/link.sqlite"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: scratch.path)
    let name = URL(fileURLWithPath: scratch.folder).lastPathComponent
    for path in [link, "\(scratch.folder)/../\(name)/queue.sqlite"] {
      #expect {
        _ = try SQLiteTaskStore.open(path: path, purpose: .enqueue, create: true, wait: .zero)
      } throws: { error in
        guard case .busy(path, _, true) = error as? StoreFailure else { return false }
        return true
      }
    }
    try store.close()
  }

  @Test func `a failed opening gives the lock back`() throws {
    let scratch = try Scratch()
    try Data("no database at all, but long enough to be read as one".utf8)
      .write(to: URL(fileURLWithPath: scratch.path))
    #expect(throws: StoreFailure.self) { try scratch.store() }
    #expect(WriterLock.holder(of: scratch.path) == nil)
  }

  @Test func `a live run is shown with what it began with`() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let run = RunRecord(
      pid: getpid(), host: "h", startedAt: Make.at(7), concurrency: 9, jobs: [Make.job()])
    let number = try store.beginRun(run)
    let live = LiveRun(pid: getpid(), startedAt: Make.at(7), concurrency: 9, inFlight: 0)
    #expect(try scratch.reader().figures(now: Make.at(8)).run == live)
    try store.endRun(number, at: Make.at(9), exit: 0)
    try store.close()
    #expect(try scratch.reader().figures(now: Make.at(9)).run == nil)
    let enqueuer = try scratch.store(.enqueue)
    #expect(try scratch.reader().figures(now: Make.at(9)).run == nil)
    try enqueuer.close()
  }

  @Test(arguments: [
    (0, 0, "00:00"), (59_999, 0, "00:00"), (11_400_000, 0, "03:10"), (11_400_000, 3600, "04:10"),
    (0, -60, "23:59"), (86_399_000, 0, "23:59"),
  ])
  func `the holder is told in words`(_ moment: Int, _ offset: Int, _ clock: String) throws {
    let holder = LockHolder(
      purpose: .run, pid: 4711, host: "h", since: Timestamp(milliseconds: Int64(moment)))
    let zone = try #require(TimeZone(secondsFromGMT: offset))
    #expect(holder.sentence(zone: zone) == "batch run, process 4711, since \(clock)")
  }
}
