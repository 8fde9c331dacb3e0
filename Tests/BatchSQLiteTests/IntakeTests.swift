import BatchCore
import Foundation
import StoreContract
import Synchronization
import Testing

@testable import BatchSQLite

@Suite struct IntakeTests {
  @Test func `others write between two batches`() throws {
    let scratch = try Scratch()
    let intake = try SQLiteIntake.open(path: scratch.path)
    for number in 1...3 {
      #expect(try intake.enqueue([Make.article(number)], update: false) == [.queued])
      #expect(WriterLock.holder(of: scratch.path) == nil)
      let other = try scratch.store(.retry, create: false)
      #expect(try other.enqueue([Make.article(number + 100)], update: false) == [.queued])
      try other.close()
    }
    #expect(try intake.enqueue([Make.article(101)], update: false) == [.unchanged])
    intake.finish()
    #expect(try scratch.reader().figures(now: Make.at(0)).articles == 6)
    #expect(try scratch.reader().verify() == [])
  }

  @Test func `known articles among new ones are told apart, and the new ones are whole`() throws {
    let scratch = try Scratch()
    let intake = try SQLiteIntake.open(path: scratch.path)
    defer { intake.finish() }
    let articles = [
      Article(id: "a", title: "", body: "B"), Article(id: "é", title: "T\u{0}", body: ""),
      Article(id: "a", title: "", body: "B"), Article(id: "a", title: "", body: "Another."),
      Article(id: "b", title: "T", body: "B", extra: #"{"n":1}"#),
    ]
    #expect(
      try intake.enqueue(articles, update: false)
        == [.queued, .queued, .unchanged, .conflicting, .queued])
    #expect(
      try intake.enqueue(Array(articles[3...]) + [Make.article(1)], update: true)
        == [.updated, .unchanged, .queued])
    let reader = try scratch.reader()
    for article in [articles[3], articles[1], articles[4], Make.article(1)] {
      #expect(try reader.history(article: article.id).article == article)
    }
    #expect(try reader.figures(now: Make.at(0)).articles == 4)
    #expect(try reader.verify() == [])
  }

  @Test func `an intake makes the queue, even if it adds nothing`() throws {
    let scratch = try Scratch()
    try SQLiteIntake.open(path: scratch.path).finish()
    #expect(try scratch.reader().figures(now: Make.at(0)).articles == 0)
  }

  @Test func `the log is kept between batches and emptied at the end`() throws {
    let scratch = try Scratch()
    let intake = try SQLiteIntake.open(path: scratch.path)
    _ = try intake.enqueue([Make.article(1)], update: false)
    let first = FileSystem.size(scratch.path + "-wal") ?? 0
    _ = try intake.enqueue([Make.article(2)], update: false)
    #expect(first > 0)
    #expect(FileSystem.size(scratch.path + "-wal") ?? 0 > first)
    intake.finish()
    intake.finish()
    #expect(FileSystem.size(scratch.path + "-wal") ?? 0 == 0)
  }

  @Test func `a batch waits for a short writer, and is refused by a run`() throws {
    let scratch = try Scratch()
    let held = Mutex<WriterLock?>(nil)
    let patience = WriterLock.Patience(limit: .seconds(30)) { _ in
      held.withLock { $0.take() }?.release()
    }
    let intake = try SQLiteIntake.open(path: scratch.path, patience: patience)
    let short = try WriterLockTests.acquire(scratch.path, .retry)
    held.withLock { $0 = short }
    #expect(try intake.enqueue([Make.article(1)], update: false) == [.queued])
    let run = try WriterLockTests.acquire(scratch.path, .run)
    let refusal = StoreFailure.busy(
      path: scratch.path, holder: WriterLockTests.holder(.run).sentence(), isRun: true)
    #expect(throws: refusal) { try intake.enqueue([Make.article(2)], update: false) }
    run.release()
    #expect(try intake.enqueue([Make.article(2)], update: false) == [.queued])
  }

  @Test func `whoever is told to stop waits no longer`() throws {
    let scratch = try Scratch()
    let stop = AbortFlag()
    let slept = Mutex(Duration.zero)
    let patience = WriterLock.Patience(limit: .seconds(30), stop: stop) { span in
      slept.withLock { $0 += span }
      stop.raise()
    }
    let intake = try SQLiteIntake.open(path: scratch.path, patience: patience)
    let short = try WriterLockTests.acquire(scratch.path, .retry)
    #expect(throws: StoreFailure.self) { try intake.enqueue([Make.article(1)], update: false) }
    #expect(slept.withLock { $0 } < .seconds(1))
    short.release()
  }

  @Test func `a queue that is taken away meanwhile is not made again`() throws {
    let scratch = try Scratch()
    let intake = try SQLiteIntake.open(path: scratch.path)
    for ending in ["", "-wal", "-shm"] { unlink(scratch.path + ending) }
    #expect(throws: StoreFailure.missing(path: scratch.path)) {
      try intake.enqueue([Make.article(1)], update: false)
    }
    intake.finish()
    #expect(!FileSystem.exists(scratch.path))
  }
}
