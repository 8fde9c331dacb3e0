import BatchCore
import BatchSQLite

/// Opens the queue for what a command does with it.
enum QueueFile {
  /// For looking only.
  static func reader(_ options: QueueOptions) throws -> SQLiteQueueReader {
    try SQLiteQueueReader.open(path: options.path)
  }

  /// For changing it: waits for short writers, refuses at once while a run lives.
  static func writer(
    _ options: QueueOptions, _ purpose: LockHolder.Purpose, create: Bool = false
  ) throws -> SQLiteTaskStore {
    try SQLiteTaskStore.open(path: options.path, purpose: purpose, create: create)
  }
}
