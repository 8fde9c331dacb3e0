import BatchCore
import BatchSQLite
import Foundation
import StoreContract

/// A temporary folder with a queue in it, removed with the value.
final class Scratch: Sendable {
  let folder: String
  var path: String { folder + "/queue.sqlite" }

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("batch-store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    folder = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func store(
    _ purpose: LockHolder.Purpose = .run, create: Bool = true, wait: Duration = .zero
  ) throws -> SQLiteTaskStore {
    try SQLiteTaskStore.open(path: path, purpose: purpose, create: create, wait: wait)
  }

  func reader() throws -> SQLiteQueueReader { try SQLiteQueueReader.open(path: path) }

  /// The queue as the contract's checks want it.
  func queue() throws -> QueueUnderTest {
    QueueUnderTest(store: try store(), reader: try reader()) { old in
      try (old as? SQLiteTaskStore)?.close()
      return try self.store()
    }
  }
}

extension Scratch {
  /// The permissions of a file in the folder.
  func mode(_ name: String) throws -> Int? {
    let facts = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
    return (facts[.posixPermissions] as? NSNumber)?.intValue
  }
}
