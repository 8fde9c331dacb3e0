import BatchCore
import GRDB

extension StoreFailure {
  /// What an error thrown inside the store means to its caller.
  init(_ error: any Error, path: String) {
    switch error {
    case let failure as StoreFailure: self = failure
    case let error as DatabaseError: self = StoreFailure(code: error, path: path)
    case let damage as Column.Damage: self = .corrupt(path: path, reason: damage.description)
    default: self = .inputOutput(path: path, reason: "\(error)")
    }
  }

  private init(code error: DatabaseError, path: String) {
    let reason = "\(error.message ?? "") (SQLite \(error.extendedResultCode.rawValue))"
    switch error.resultCode {
    case .SQLITE_FULL:
      self = .full(path: path)
    case .SQLITE_CORRUPT:
      self = .corrupt(path: path, reason: reason)
    case .SQLITE_NOTADB:
      self = .notOurs(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self = .busy(path: path, holder: "another process", isRun: false)
    case .SQLITE_IOERR:
      self = .inputOutput(path: path, reason: reason + ". Check the disk and its file system")
    default:
      self = .inputOutput(path: path, reason: reason)
    }
  }
}
