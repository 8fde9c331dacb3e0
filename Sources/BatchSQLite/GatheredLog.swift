import GRDB
import GRDBSQLite

/// What a connection writes into its log, gathered until it syncs: SQLite writes each page of a
/// transaction in two calls, thirty for one that settles one answer.
///
/// It stands between SQLite and the methods of the log's file (www.sqlite.org/c3ref/io_methods.html)
/// until that is closed.
struct GatheredLog: ~Copyable {
  /// In bytes; SQLite does not write 128 KiB at once.
  private static let capacity = 127 << 10

  /// The first field, to which the file points: as they were, but for those set here.
  private var methods: sqlite3_io_methods
  private let original: UnsafePointer<sqlite3_io_methods>
  private let bytes: UnsafeMutableRawPointer
  /// Where in the file the gathered bytes begin.
  private var start: Int64 = 0
  private var count = 0
  /// Where bytes are missing that could not be written.
  private var hole: Int64?

  private typealias File = UnsafeMutablePointer<sqlite3_file>

  /// Gathers from now on. Only for a connection in WAL mode with `synchronous = FULL`: that syncs
  /// the log before others are told what was added to it.
  static func begin(_ db: Database) {
    var file: File?
    // Where a write may spoil its neighbours, SQLite fills the log up behind its sync.
    var isSafe: Int32 = -1
    let connection = db.sqliteConnection
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_POWERSAFE_OVERWRITE, &isSafe)
    let code = sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file)
    guard code == SQLITE_OK, isSafe == 1, let file, let original = file.pointee.pMethods else {
      return
    }
    let log = UnsafeMutablePointer<Self>.allocate(capacity: 1)
    log.initialize(to: Self(over: original))
    withUnsafePointer(to: &log.pointee.methods) { methods in
      assert(UnsafeRawPointer(methods) == UnsafeRawPointer(log))
      file.pointee.pMethods = methods
    }
  }

  private init(over original: UnsafePointer<sqlite3_io_methods>) {
    self.original = original
    methods = original.pointee
    bytes = .allocate(byteCount: Self.capacity, alignment: 16)
    methods.xWrite = { file, more, size, offset in
      GatheredLog.of(file)?.pointee.write(more, Int(size), at: offset, to: file) ?? SQLITE_MISUSE
    }
    methods.xSync = { file, flags in
      GatheredLog.emptied(file) { $0.xSync(file, flags) }
    }
    methods.xRead = { file, bytes, size, offset in
      GatheredLog.emptied(file) { $0.xRead(file, bytes, size, offset) }
    }
    methods.xTruncate = { file, size in
      GatheredLog.emptied(file) { $0.xTruncate(file, size) }
    }
    methods.xFileSize = { file, size in
      GatheredLog.emptied(file) { $0.xFileSize(file, size) }
    }
    methods.xClose = { file in
      guard let log = GatheredLog.of(file) else { return SQLITE_MISUSE }
      let code = log.pointee.empty(into: file)
      let closed = log.pointee.original.pointee.xClose(file)
      log.deinitialize(count: 1)
      log.deallocate()
      return code == SQLITE_OK ? closed : code
    }
  }

  deinit { bytes.deallocate() }

  private static func of(_ file: File?) -> UnsafeMutablePointer<Self>? {
    UnsafeMutableRawPointer(mutating: file?.pointee.pMethods)?
      .assumingMemoryBound(to: Self.self)
  }

  /// Goes on with SQLite's own method when everything is written.
  private static func emptied(
    _ file: File?, _ goOn: (sqlite3_io_methods) -> Int32
  ) -> Int32 {
    guard let log = of(file) else { return SQLITE_MISUSE }
    let code = log.pointee.empty(into: file)
    return code == SQLITE_OK ? goOn(log.pointee.original.pointee) : code
  }

  private mutating func write(
    _ more: UnsafeRawPointer?, _ size: Int, at offset: Int64, to file: File?
  ) -> Int32 {
    guard let more else { return SQLITE_MISUSE }
    if let hole {
      // What comes behind it is of the same transaction, which must not be whole without it.
      guard offset <= hole else { return ResultCode.SQLITE_IOERR_WRITE.rawValue }
      self.hole = nil
    }
    if count > 0, offset != start + Int64(count) || size > Self.capacity - count {
      let code = empty(into: file)
      if code != SQLITE_OK { return code }
    }
    guard size <= Self.capacity else {
      return original.pointee.xWrite(file, more, Int32(size), offset)
    }
    if count == 0 { start = offset }
    (bytes + count).copyMemory(from: more, byteCount: size)
    count += size
    return SQLITE_OK
  }

  /// Writes what was gathered. What cannot be written is let go, and its transaction with it.
  private mutating func empty(into file: File?) -> Int32 {
    guard count > 0 else { return SQLITE_OK }
    defer { count = 0 }
    let code = original.pointee.xWrite(file, bytes, Int32(count), start)
    if code != SQLITE_OK { hole = start }
    return code
  }
}
