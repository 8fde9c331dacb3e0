import BatchCore
import Foundation
import GRDB

/// The steps from one version of the schema to the next; step n makes version n.
struct Migrations: Sendable {
  typealias Step = @Sendable (Database) throws -> Void

  var steps: [Step]

  /// The version this program writes and reads.
  static let current = Migrations(steps: [
    Schema.createVersion1, Schema.addBudget, Schema.addSections, Schema.addPruning,
    Schema.addBatches, Schema.addForgottenBatches, Schema.addReview,
  ])

  var version: Int { steps.count }

  /// Brings a file up to date, in one transaction; an existing older file is copied first, to
  /// `<database>.before-v<version>`.
  func apply(to queue: DatabaseQueue, from old: Int, path: String) throws {
    guard old < version else { return }
    if old > 0 { try Backup.copy(queue, to: "\(path).before-v\(version)", replacing: true) }
    try queue.inDatabase { db in
      try db.inTransaction(.immediate) {
        for step in steps[old...] { try step(db) }
        try db.execute(
          sql: """
            PRAGMA application_id = \(Connection.applicationID);
            PRAGMA user_version = \(version);
            """)
        return .commit
      }
    }
  }
}
