import BatchCore
import Foundation
import GRDB

/// The ids a mistyped one may have meant.
enum NearestIDs {
  /// How many ids are looked at on either side, and from the queue's beginning.
  private static let reach = 500

  /// At most five ids: those that share a prefix first, then those a few letters away.
  static func find(_ id: String, _ db: Database) throws -> [String] {
    let queries = [
      "SELECT id FROM article WHERE id >= ? ORDER BY id LIMIT \(reach)",
      "SELECT id FROM article WHERE id < ? ORDER BY id DESC LIMIT \(reach)",
    ]
    var rows = try queries.flatMap { try db.all($0, [id]) }
    rows += try db.all(
      "SELECT id FROM article ORDER BY number LIMIT \(reach)")
    return try rank(Set(rows.map { try $0[0] as String }), near: id)
  }

  /// The best five of the candidates.
  static func rank(_ candidates: some Sequence<String>, near id: String) -> [String] {
    let letters = Array(id.utf8)
    let limit = max(1, letters.count / 3)
    let ranked = candidates.compactMap { candidate -> (rank: Int, id: String)? in
      let other = Array(candidate.utf8)
      if !letters.isEmpty, other.starts(with: letters) || letters.starts(with: other) {
        return (abs(other.count - letters.count), candidate)
      }
      guard abs(other.count - letters.count) <= limit else { return nil }
      let distance = editDistance(letters, other, limit: limit)
      return distance <= limit ? (1000 + distance, candidate) : nil
    }
    return ranked.sorted { ($0.rank, $0.id) < ($1.rank, $1.id) }.prefix(5).map(\.id)
  }
}
