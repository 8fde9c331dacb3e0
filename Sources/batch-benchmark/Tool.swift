import Foundation
import Glibc

/// A program that a row needs and that is not part of this package.
enum Tool: String {
  case nginx, wrk, sqlite3

  /// Its path.
  ///
  /// - Throws: `Skipped` where it is not installed.
  func path() throws -> String {
    let own = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    // Debian keeps nginx where only root looks.
    for folder in own.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin"] {
      let path = "\(folder)/\(rawValue)"
      if access(path, X_OK) == 0 { return path }
    }
    throw Skipped("\(rawValue) is not there: apt-get install \(rawValue)")
  }
}

/// Why a row was not measured.
struct Skipped: Error {
  var reason: String

  init(_ reason: String) { self.reason = reason }
}
