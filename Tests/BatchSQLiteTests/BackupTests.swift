import BatchCore
import Foundation
import StoreContract
import Testing

@testable import BatchSQLite

@Suite struct BackupTests {
  @Test func `a copy is a queue like the first, and its user's alone`() throws {
    let scratch = try Scratch()
    let queue = try scratch.queue()
    try queue.fill(3)
    try queue.settle(try #require(try queue.claim()), Make.answer())
    _ = try queue.claim()
    let path = scratch.folder + "/copy's \"name\".sqlite"
    try queue.reader.backup(to: path)
    #expect(try scratch.mode("copy's \"name\".sqlite") == 0o600)
    let copy = try SQLiteQueueReader.open(path: path)
    #expect(try copy.verify() == [])
    #expect(try copy.history(article: "a1") == queue.reader.history(article: "a1"))
    let store = try SQLiteTaskStore.open(path: path, purpose: .run, create: false)
    #expect(try store.recover(now: Make.at(20)) == 1)
    try store.close()
    #expect(try queue.figures().claimed == 1)
  }

  @Test func `a copy replaces no file`() throws {
    let scratch = try Scratch()
    let queue = try scratch.queue()
    let path = scratch.folder + "/kept"
    try Data("kept".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: StoreFailure.cannotCreate(path: path, reason: "it exists already")) {
      try queue.reader.backup(to: path)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("kept".utf8))
    #expect(throws: StoreFailure.self) { try queue.reader.backup(to: scratch.folder + "/no/x") }
  }
}
