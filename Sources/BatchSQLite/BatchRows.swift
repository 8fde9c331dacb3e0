import BatchCore
import GRDB

/// Reads rows of `batch` and what is in them.
enum BatchRows {
  /// The batches at the provider, oldest first.
  static func outstanding(_ db: Database) throws -> [OutstandingBatch] {
    try db.all(open).map { row in
      try OutstandingBatch(
        number: BatchNumber(row[0]), role: row[1], model: row[2], id: row[3], tasks: row[4],
        since: Timestamp(milliseconds: row[5]),
        askedAt: (row[6] as Int64?).map(Timestamp.init(milliseconds:)), asks: row[7],
        unknowns: row[8],
        unknownSince: (row[9] as Int64?).map(Timestamp.init(milliseconds:)))
    }
  }

  static let open = """
    SELECT number, role, model, provider_id, tasks, accepted_at, asked_at, asks,
    unknowns, unknown_since
    FROM batch INDEXED BY batch_settled
    WHERE settled_at IS NULL AND provider_id IS NOT NULL ORDER BY number
    """

  /// The batches that nobody has accepted yet, oldest first.
  static func submitted(_ db: Database) throws -> [SubmittedTasks] {
    try db.all(unaccepted).map { row in
      try SubmittedTasks(role: row[0], model: row[1], count: row[2])
    }
  }

  static let unaccepted = """
    SELECT role, model, tasks FROM batch INDEXED BY batch_settled
    WHERE settled_at IS NULL AND provider_id IS NULL ORDER BY number
    """

  /// The tasks of a batch whose claims are in force.
  static func tasks(_ db: Database, of batch: BatchNumber) throws -> [BatchedTask] {
    try db.all(claimed, [batch.number]).map { row in
      let record = try TaskRow(row, db).record
      let shape = try AttemptRow.shape(row, from: TaskRow.width)
      let rest = TaskRow.width + AttemptRow.shapeWidth
      let article = try Article(
        id: row[rest + 2], title: row[rest + 3], body: row[rest + 4], extra: row[rest + 5])
      return try BatchedTask(
        claim: ClaimNumber(row[rest]),
        candidate: Candidate(
          task: record, article: article, revision: row[rest + 6],
          resend: (shape, row[rest + 1])), shape: shape)
    }
  }

  static let claimed = """
    SELECT \(TaskRow.columns), \(AttemptRow.shapeColumns), a.number, j.source,
    x.id, c.title, c.body, c.extra, x.revision
    FROM batch_attempt e JOIN attempt a ON a.number = e.attempt JOIN job j ON j.number = a.job
    JOIN task t ON t.id = a.task JOIN article x ON x.number = t.article
    JOIN content c ON c.article = t.article
    WHERE e.batch = ? AND t.state = 'claimed' AND t.claim = e.attempt ORDER BY e.attempt
    """
}
