import BatchCore
import Foundation
import GRDB
import StoreContract
import Testing

@testable import BatchSQLite

@Suite struct MigrationTests {
  struct Broken: Error {}

  static let first: Migrations.Step = { db in
    try db.execute(sql: "CREATE TABLE a(x); INSERT INTO a VALUES (1)")
  }
  static let second: Migrations.Step = { db in try db.execute(sql: "ALTER TABLE a ADD y") }

  static func version(_ path: String) throws -> Int? {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.inDatabase { try Int.fetchOne($0, sql: "PRAGMA user_version") }
  }

  @Test func `a new file is made without a copy`() throws {
    let scratch = try Scratch()
    let queue = try Connection.writer(path: scratch.path)
    try Migrations(steps: [Self.first, Self.second]).apply(to: queue, from: 0, path: scratch.path)
    try queue.close()
    #expect(try Self.version(scratch.path) == 2)
    #expect(!FileSystem.exists(scratch.path + ".before-v2"))
  }

  @Test func `an older file is copied, then brought up to date`() throws {
    let scratch = try Scratch()
    let queue = try Connection.writer(path: scratch.path)
    try Migrations(steps: [Self.first]).apply(to: queue, from: 0, path: scratch.path)
    let both = Migrations(steps: [Self.first, Self.second])
    let copy = scratch.path + ".before-v2"
    try Data("left by an earlier try".utf8).write(to: URL(fileURLWithPath: copy))
    try both.apply(to: queue, from: 1, path: scratch.path)
    try both.apply(to: queue, from: 2, path: scratch.path)
    try queue.close()
    #expect(try Self.version(scratch.path) == 2)
    #expect(try Self.version(copy) == 1)
    #expect(try scratch.mode("queue.sqlite.before-v2") == 0o600)
  }

  @Test func `a migration that fails leaves the old version whole`() throws {
    let scratch = try Scratch()
    let queue = try Connection.writer(path: scratch.path)
    try Migrations(steps: [Self.first]).apply(to: queue, from: 0, path: scratch.path)
    let broken = Migrations(steps: [Self.first, Self.second, { _ in throw Broken() }])
    #expect(throws: Broken.self) {
      try broken.apply(to: queue, from: 1, path: scratch.path)
    }
    let columns = try queue.inDatabase { try $0.columns(in: "a").map(\.name) }
    #expect(columns == ["x"])
    try queue.close()
    #expect(try Self.version(scratch.path) == 1)
  }
}
