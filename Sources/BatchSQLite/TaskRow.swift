import BatchCore
import GRDB

/// A row of `task`: the record, and what only the store keeps about it.
struct TaskRow: Equatable {
  static let columns = """
    t.id, t.role, t.article, t.state, t.reason, t.not_before, t.rung, t.model, t.tries, \
    t.throttles, t.claim, t.resend, t.adjustment, t.escalated, t.attempts, t.cost, \
    t.cancelling
    """
  /// Where a query's further columns begin.
  static let width = 17

  var record: TaskRecord
  /// It was ever sent to a more reliable model.
  var isEscalated: Bool
  var attempts: Int
  /// The known cost of all its attempts.
  var cost: Money?

  /// Reads a row that begins with `columns`; the failure of a failed task is looked up.
  init(_ row: Row, _ db: Database) throws {
    let id: Int64 = try row[0]
    record = try TaskRecord(
      id: TaskID(id), role: row[1], article: row[2],
      state: Self.state(row, id: id, db), rung: row[6], model: row[7], tries: row[8],
      throttles: row[9], adjustment: Column.adjustment(row[12] as String?),
      resend: (row[11] as Int64?).map(ClaimNumber.init), isCancelling: row[16])
    isEscalated = try row[13]
    attempts = try row[14]
    cost = (row[15] as Int64?).map(Money.init(picodollars:))
  }

  private static func state(_ row: Row, id: Int64, _ db: Database) throws -> TaskState {
    let word: StateWord = try Column.word(row[3])
    switch word {
    case .ready:
      let notBefore = (row[5] as Int64?).map(Timestamp.init(milliseconds:))
      return .ready(try Column.word(row[4] as String? ?? ""), notBefore: notBefore)
    case .claimed:
      return .claimed(ClaimNumber(row[10] as Int64? ?? 0))
    case .done:
      return .done
    case .cancelled:
      return .cancelled
    case .failed:
      guard
        let failure = try db.first(
          "SELECT kind, sentence, remedy FROM failure WHERE task = ?", [id])
      else { throw Column.Damage(description: "task \(id) failed without a failure") }
      return .failed(
        try Failure(kind: Column.word(failure[0]), sentence: failure[1], remedy: failure[2]))
    }
  }
}
