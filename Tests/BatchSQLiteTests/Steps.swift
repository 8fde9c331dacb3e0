import GRDB
import Synchronization

/// The statements that a connection ran.
final class Steps: Sendable {
  private let noted = Mutex<Set<String>>([])

  func note(_ event: Database.TraceEvent) {
    guard case .profile(let statement, _) = event else { return }
    noted.withLock { _ = $0.insert(statement.sql) }
  }

  var statements: [String] { noted.withLock { $0.sorted() } }
}
