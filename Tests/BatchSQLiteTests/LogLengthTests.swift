import Foundation
import GRDB
import StoreContract
import Testing

@testable import BatchSQLite

@Suite struct LogLengthTests {
  static func size(_ path: String) -> Int { FileSystem.size(path) ?? 0 }

  @Test func `the log of a long enqueueing is emptied on the way`() throws {
    let scratch = try Scratch()
    let store = try scratch.store(.enqueue)
    let body = String(repeating: "x", count: 1_000_000)
    for number in 1...40 {
      _ = try store.enqueue([Make.article(number, body: body)], update: false)
    }
    #expect(Self.size(scratch.path) > 16_000_000)
    #expect(Self.size(scratch.path + "-wal") < 20_000_000)
  }

  @Test func `what was written beside is emptied when there is time`() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    try store.queue.inDatabase { db in
      try db.execute(sql: "CREATE TABLE filler(text TEXT)")
      try db.execute(
        sql: "INSERT INTO filler VALUES (?)",
        arguments: [String(repeating: "x", count: 17_000_000)])
    }
    #expect(Self.size(scratch.path) < 1_000_000)
    store.tidy()
    #expect(Self.size(scratch.path) > 17_000_000)
  }

  @Test func `a short log is left alone`() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    _ = try store.enqueue([Make.article(1)], update: false)
    let before = Self.size(scratch.path)
    store.tidy()
    #expect(Self.size(scratch.path) == before)
  }
}
