import BatchCore
import BatchSQLite
import Foundation
import StoreContract
import TestSupport

/// A temporary folder with a queue in it.
final class Scratch: Sendable {
  var folder: String { temporary.path }
  private let temporary: TemporaryFolder
  var path: String { folder + "/queue.sqlite" }

  init() throws {
    temporary = try TemporaryFolder()
  }

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
