import BatchCore
import Foundation
import GRDB
import StoreContract
import Testing

@testable import BatchSQLite

@Suite struct OpeningTests {
  @Test func `the writer's settings are in force`() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let expected = [
      "journal_mode": "wal", "synchronous": "2", "foreign_keys": "1",
      "wal_autocheckpoint": "0", "journal_size_limit": "67108864", "cache_size": "-8192",
      "temp_store": "2", "mmap_size": "0", "trusted_schema": "0", "cell_size_check": "1",
      "secure_delete": "0", "busy_timeout": "5000", "user_version": "\(Migrations.current.version)",
      "application_id": "\(0x6274_6368)", "page_size": "4096",
    ]
    for (name, value) in expected {
      let found = try store.queue.inDatabase { db in
        try DatabaseValue.fetchOne(db, sql: "PRAGMA \(name)").map { "\($0)" }
      }
      #expect(found?.replacingOccurrences(of: "\"", with: "") == value, "\(name)")
    }
  }

  @Test func `a commit stays synced after the file was opened again`() throws {
    let scratch = try Scratch()
    try scratch.store().close()
    let store = try scratch.store(create: false)
    let full = try store.queue.inDatabase { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
    #expect(full == 2)
  }

  @Test func `all files of a queue are the user's alone`() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    _ = try store.enqueue([Make.article(1)], update: false)
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.folder).sorted()
    #expect(
      names == ["", "-shm", "-wal", ".lock"].map { "queue.sqlite\($0)" })
    for name in names { #expect(try scratch.mode(name) == 0o600, "\(name)") }
    try store.close()
    #expect(FileSystem.size(scratch.path + "-wal") ?? 0 == 0)
  }

  @Test func `a queue that is not there is not made by those who only use it`() throws {
    let scratch = try Scratch()
    let missing = StoreFailure.missing(path: scratch.path)
    #expect(throws: missing) { try scratch.store(create: false) }
    #expect(throws: missing) { try scratch.reader() }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder) == [])
  }

  @Test func `an empty file is no queue yet, but can become one`() throws {
    let scratch = try Scratch()
    #expect(FileManager.default.createFile(atPath: scratch.path, contents: nil))
    let missing = StoreFailure.missing(path: scratch.path)
    #expect(throws: missing) { try scratch.store(create: false) }
    #expect(throws: missing) { try scratch.reader() }
    try scratch.store().close()
    #expect(try scratch.reader().figures(now: Make.at(0)).articles == 0)
  }

  @Test(arguments: [
    "CREATE TABLE other(x)", "PRAGMA application_id = 7", "PRAGMA user_version = 3",
    "CREATE TABLE other(x); PRAGMA journal_mode = WAL; INSERT INTO other VALUES (1)",
  ])
  func `another program's database is left as it is`(_ sql: String) throws {
    let scratch = try Scratch()
    let foreign = try DatabaseQueue(path: scratch.path)
    try foreign.inDatabase { db in try db.execute(sql: sql) }
    try foreign.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: scratch.path))
    let refusal = StoreFailure.notOurs(path: scratch.path)
    #expect(throws: refusal) { try scratch.store() }
    #expect(throws: refusal) { try scratch.store(create: false) }
    #expect(throws: refusal) { try scratch.reader() }
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path)) == bytes)
  }

  @Test func `a file that is no database is left as it is`() throws {
    let scratch = try Scratch()
    let text = Data(String(repeating: #"{"id": 1, "title": "an article"}"#, count: 99).utf8)
    try text.write(to: URL(fileURLWithPath: scratch.path))
    #expect(throws: StoreFailure.notOurs(path: scratch.path)) { try scratch.store() }
    #expect(throws: StoreFailure.notOurs(path: scratch.path)) { try scratch.reader() }
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path)) == text)
  }

  @Test func `a newer version's file is refused`() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    try store.queue.inDatabase { try $0.execute(sql: "PRAGMA user_version = 9") }
    try store.close()
    let newer = StoreFailure.newer(path: scratch.path, version: 9)
    #expect(throws: newer) { try scratch.store() }
    #expect(throws: newer) { try scratch.reader() }
  }

  @Test func `a folder is not a queue`() throws {
    let scratch = try Scratch()
    let failure = StoreFailure.unsuitable(
      path: scratch.folder, reason: "it is a folder; name a file in it")
    #expect(throws: failure) {
      try SQLiteTaskStore.open(path: scratch.folder, purpose: .run, create: true)
    }
    #expect(throws: failure) { try SQLiteQueueReader.open(path: scratch.folder) }
  }

  @Test func `a folder that is not there is named`() throws {
    let path = try Scratch().folder + "/none/queue.sqlite"
    #expect {
      try SQLiteTaskStore.open(path: path, purpose: .enqueue, create: true)
    } throws: { error in
      guard case .cannotCreate = error as? StoreFailure else { return false }
      return true
    }
    #expect(throws: StoreFailure.missing(path: path)) { try SQLiteQueueReader.open(path: path) }
  }

  @Test func `names with special letters are plain names`() throws {
    let scratch = try Scratch()
    for name in ["file:x?mode=memory", "a b%20#?.sqlite", "größe.db"] {
      let path = "\(scratch.folder)/\(name)"
      let store = try SQLiteTaskStore.open(path: path, purpose: .run, create: true)
      _ = try store.enqueue([Make.article(1)], update: false)
      try store.close()
      #expect(FileSystem.exists(path))
      let queue = try Connection.reader(path: path, isImmutable: true)
      #expect(try DatabaseFile(path).version(through: queue) == Migrations.current.version)
    }
  }

  @Test(arguments: [
    ("ext4", nil), ("tmpfs", nil), ("overlay", nil), ("nfs", "NFS"), ("nfs4", "NFS"),
    ("cifs", "SMB"), ("smb3", "SMB"), ("9p", "9p"), ("fuse.sshfs", "FUSE"), ("fuseblk", "FUSE"),
  ])
  func `network file systems are refused`(_ type: String, _ name: String?) {
    let mounts = """
      27 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
      40 27 0:50 / /mnt/with\\040blank rw,nosuid shared:2 master:3 - \(type) server:/x rw
      41 27 0:51 / /mnt/with rw - nfs server:/y rw
      garbage
      """
    #expect(FileSystem.refusal(mount: "/mnt/with blank/deep", mounts: mounts) == name)
    #expect(FileSystem.refusal(mount: "/mnt/with blanks", mounts: mounts) == nil)
    #expect(FileSystem.refusal(mount: "/", mounts: mounts) == nil)
  }
}
