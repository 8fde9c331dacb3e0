import BatchCore
import BatchSQLite
import Glibc

/// A queue that is looked at for hours, while its file may be replaced, taken away or put back.
struct QueueWindow {
  /// As the user gave it.
  let path: String
  private var opened: Opened?
  /// Rises each time that another file stands there: what was learnt of the one before is no more.
  private(set) var generation = 0

  private struct Opened {
    var reader: SQLiteQueueReader
    var file: FileNumber
  }

  private struct FileNumber: Equatable {
    var device: UInt
    var inode: UInt
  }

  init(path: String) { self.path = path }

  /// Looks at the queue as it stands there now.
  mutating func look<Result>(
    _ work: (SQLiteQueueReader) throws(StoreFailure) -> Result
  ) throws(StoreFailure) -> Result {
    let reader = try reader()
    do throws(StoreFailure) {
      return try work(reader)
    } catch {
      note(error)
      throw error
    }
  }

  /// Opens the file anew the next time, unless the failure says nothing against it.
  mutating func note(_ failure: StoreFailure) {
    if case .unknownArticle = failure { return }
    opened = nil
  }

  /// A reader of the file that stands there now.
  mutating func reader() throws(StoreFailure) -> SQLiteQueueReader {
    let standing = fileNumber
    if let opened, opened.file == standing { return opened.reader }
    opened = nil
    generation += 1
    let reader = try SQLiteQueueReader.open(path: path)
    if let standing, standing == fileNumber { opened = Opened(reader: reader, file: standing) }
    return reader
  }

  private var fileNumber: FileNumber? {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    return FileNumber(device: UInt(facts.st_dev), inode: UInt(facts.st_ino))
  }
}
