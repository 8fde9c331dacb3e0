import BatchCore
import BatchSQLite

/// Opens the queue for a command.
enum QueueFile {
  /// For looking only.
  static func reader(_ options: QueueOptions) throws -> SQLiteQueueReader {
    try SQLiteQueueReader.open(path: options.path)
  }
}
