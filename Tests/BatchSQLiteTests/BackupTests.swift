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

  @Test func `a copy that cannot be made leaves an older one as it was, and nothing beside it`()
    throws
  {
    let scratch = try Scratch()
    let queue = try scratch.queue()
    try queue.fill(3)
    let path = scratch.folder + "/copy.sqlite"
    try Data("older".utf8).write(to: URL(fileURLWithPath: path))
    let source = try Connection.reader(path: scratch.path)
    let beside = "\(path).part-\(getpid())"
    try FileManager.default.createDirectory(atPath: beside, withIntermediateDirectories: false)
    #expect(throws: StoreFailure.self) { try Backup.copy(source, to: path, replacing: true) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("older".utf8))
    try FileManager.default.removeItem(atPath: beside)
    try Data("of a process that was killed".utf8).write(to: URL(fileURLWithPath: beside))
    try Backup.copy(source, to: path, replacing: true)
    #expect(try SQLiteQueueReader.open(path: path).verify() == [])
    #expect(!FileSystem.exists(beside))
    try queue.reader.backup(to: scratch.folder + "/new.sqlite")
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.folder)
    #expect(names.allSatisfy { !$0.contains(".part-") })
  }
}
