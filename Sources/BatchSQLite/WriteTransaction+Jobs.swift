import BatchCore
import GRDB

extension WriteTransaction {
  /// Notes a run, and keeps the text of its job files.
  mutating func beginRun(_ run: RunRecord) throws -> Int64 {
    try db.run(
      "INSERT INTO run(pid, host, started_at, concurrency) VALUES (?, ?, ?, ?)",
      [run.pid, run.host, run.startedAt.milliseconds, run.concurrency])
    let number = db.lastRowID
    for job in run.jobs {
      let row = try keep(role: job.role, digest: job.digest, source: job.source, at: run.startedAt)
      try db.run(
        """
        INSERT INTO role(name, newest_job) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET newest_job = excluded.newest_job
        """, [job.role, row])
    }
    return number
  }

  /// The job row an attempt was shaped by: the lost attempt's own, else the one in force.
  mutating func job(
    role: String, shape: AttemptShape, resending lost: LostAttempt?, now: Timestamp
  ) throws -> Int64 {
    if let lost, lost.shape.job == shape.job { return lost.job }
    let key = Tallies.Pair(role: role, name: shape.job)
    if let known = memory.jobs[key] { return known }
    let inForce = try db.number(
      """
      SELECT j.number FROM role r JOIN job j ON j.number = r.newest_job
      WHERE r.name = ? AND j.digest = ?
      """, [role, shape.job])
    let number =
      try inForce
      ?? db.number(
        "SELECT max(number) FROM job WHERE role = ? AND digest = ?", [role, shape.job])
      // No run brought this job: the ledger keeps its digest, and a lost attempt is made anew.
      ?? keep(role: role, digest: shape.job, source: "", at: now)
    memory.jobs[key] = number
    return number
  }

  private func keep(
    role: String, digest: String, source: String, at moment: Timestamp
  ) throws -> Int64 {
    try db.run(
      """
      INSERT INTO job(role, digest, source, first_used) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
      """, [role, digest, source, moment.milliseconds])
    let number = try db.number(
      "SELECT number FROM job WHERE role = ? AND digest = ? AND source = ?",
      [role, digest, source])
    guard let number else { throw Column.Damage(description: "the job of \(role) was not kept") }
    return number
  }

  /// Puts ready tasks on the rung their model has now; see `TaskStore.alignLadder`.
  func alignLadder(role: String, models: [String]) throws {
    let stood = try db.all(
      """
      SELECT DISTINCT model FROM task INDEXED BY task_placed
      WHERE role = ? AND state = 'ready' AND model IS NOT NULL
      """, [role])
    for row in stood {
      let model: String = try row[0]
      if let rung = models.firstIndex(of: model) {
        try db.run(
          """
          UPDATE task SET rung = ?1 WHERE role = ?2 AND state = 'ready' AND model = ?3
          AND rung <> ?1
          """, [rung, role, model])
      } else {
        // Another model starts at its first try, and has nothing to do with the last one's answer;
        // a reviewer's note is about the result.
        try db.run(
          """
          UPDATE task SET rung = 0, model = NULL, tries = 0, throttles = 0, adjustment =
          CASE WHEN json_extract(adjustment, '$.note') IS NOT NULL
          THEN json_object('note', json(adjustment -> '$.note')) END
          WHERE role = ? AND state = 'ready' AND model = ?
          """, [role, model])
      }
    }
  }
}
