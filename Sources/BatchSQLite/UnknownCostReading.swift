import BatchCore
import GRDB

/// Attempts that can be asked about.
enum UnknownCostReading {
  static func newest(_ db: Database, limit: Int) throws -> [UnknownCost] {
    try db.all(query, [limit]).map { row in
      try UnknownCost(attempt: ClaimNumber(row[0]), generationID: row[1])
    }
  }

  static let query = """
    SELECT number, generation_id FROM attempt INDEXED BY attempt_unknown
    WHERE cost_unknown AND generation_id IS NOT NULL ORDER BY number DESC LIMIT ?
    """
}
