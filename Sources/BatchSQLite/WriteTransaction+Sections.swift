import BatchCore
import GRDB

extension WriteTransaction {
  /// The answers to a long article's sections so far, in order. A note counts where the answer came
  /// after the result that was sent back with it.
  func finishedSections(of task: TaskID) throws -> [FinishedSection] {
    try db.all(
      """
      SELECT s.step, j.digest, a.revision, a.builder,
      CASE WHEN s.attempt > ifnull((SELECT attempt FROM result WHERE task = s.task), 0)
      THEN a.adjustment END, s.output
      FROM section s JOIN attempt a ON a.number = s.attempt JOIN job j ON j.number = a.job
      WHERE s.task = ? ORDER BY s.step
      """, [task.number]
    ).map { row in
      try FinishedSection(
        step: row[0], job: row[1], revision: row[2], builder: row[3],
        note: Column.adjustment(row[4] as String?).note, output: row[5])
    }
  }

  /// Keeps the answer to a section in the place of the one before. Answers to later ones count as
  /// long as they are of the same text and job.
  func keep(_ answer: Answer, step: Int, of settlement: Settlement) throws {
    try db.run(
      "DELETE FROM section WHERE task = ? AND step = ?", [settlement.task.number, step])
    try db.run(
      "INSERT INTO section(task, step, attempt, output) VALUES (?, ?, ?, ?)",
      [settlement.task.number, step, settlement.claim.number, answer.output])
  }

  /// Takes out the answers to the steps of finished work; the description of an image stays beside
  /// it if it was drawn of that.
  func forgetSections(after answer: Answer, of settlement: Settlement) throws {
    try db.run(
      "DELETE FROM section WHERE task = ?1 AND NOT (?2 AND \(Self.isOfSameWork))",
      [settlement.task.number, answer.picture != nil, settlement.claim.number])
  }

  private static let isOfSameWork = """
    EXISTS (SELECT 1 FROM attempt old JOIN job o ON o.number = old.job
    JOIN attempt new ON new.number = ?3 JOIN job n ON n.number = new.job
    WHERE old.number = section.attempt AND o.digest = n.digest AND old.revision = new.revision)
    """
}
