import BatchCore
import GRDB

/// What is wrong with a queue, in sentences.
enum Verification {
  static func findings(_ db: Database) throws -> [String] {
    var findings = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
    // What a damaged file says about its rows is worth nothing.
    guard findings.isEmpty else { return findings }
    findings += try db.all("PRAGMA foreign_key_check").prefix(20).map { row in
      try "a row of \(row[0] as String) refers to a \(row[2] as String) that is not there"
    }
    for rule in rules {
      let ids = try Int64.fetchAll(db, sql: rule.offenders + " LIMIT 6")
      guard !ids.isEmpty else { continue }
      let list = ids.prefix(5).map(String.init).joined(separator: ", ")
      findings.append("\(rule.sentence): \(list)\(ids.count > 5 ? ", ..." : "")")
    }
    for counter in counters {
      for row in try db.all(counter.differences) {
        let (key, counted, found): (String, Int64, Int64) = try (row[0], row[1], row[2])
        findings.append(
          "counter \(counter.name) of \(key) is \(counted), the rows say \(found)")
      }
    }
    return findings
  }

  /// Every attempt that was made: the rows that are there, and the sums of the pruned ones.
  private static let ledger = """
    SELECT task, model, 1 AS attempts, is_throttle AS throttled, cost, cost_unknown, prompt_tokens,
    completion_tokens, CASE WHEN finished_at IS NULL OR cost_unknown THEN reserve END AS reserved
    FROM attempt
    UNION ALL SELECT task, model, attempts, throttled, cost, 0, prompt_tokens, completion_tokens, NULL
    FROM pruned
    """

  /// Something that holds at every moment of a task's life.
  private struct Rule {
    var sentence: String
    /// Selects the numbers of the rows that break it.
    var offenders: String
  }

  private static let rules = [
    Rule(
      sentence: "claimed without an attempt in flight: task",
      offenders: """
        SELECT id FROM task WHERE state = 'claimed' AND NOT EXISTS (SELECT 1 FROM attempt
        WHERE number = task.claim AND task = task.id AND finished_at IS NULL)
        """),
    Rule(
      sentence: "an attempt in flight without a claim: attempt",
      offenders: """
        SELECT number FROM attempt WHERE finished_at IS NULL AND NOT EXISTS (SELECT 1 FROM task
        WHERE id = attempt.task AND state = 'claimed' AND claim = attempt.number)
        """),
    Rule(
      sentence: "in a batch that is settled, and claimed still: task",
      offenders: """
        SELECT t.id FROM task t JOIN batch_attempt e ON e.attempt = t.claim
        JOIN batch b ON b.number = e.batch
        WHERE t.state = 'claimed' AND b.settled_at IS NOT NULL
        """),
    Rule(
      sentence: "done without a result: task",
      offenders: """
        SELECT id FROM task WHERE state = 'done'
        AND NOT EXISTS (SELECT 1 FROM result WHERE task = task.id)
        """),
    Rule(
      sentence: "a result of another task's attempt: task",
      offenders: """
        SELECT r.task FROM result r LEFT JOIN attempt a ON a.number = r.attempt
        WHERE a.task IS NOT r.task OR a.outcome IS NOT 'done'
        """),
    Rule(
      sentence: "a result that is not JSON: task",
      offenders: "SELECT task FROM result WHERE NOT json_valid(output)"),
    Rule(
      sentence: "a picture that is not there, or not as large as it was: task",
      offenders: """
        SELECT r.task FROM result r LEFT JOIN picture p ON p.task = r.task
        WHERE (r.extraction = 'image') <> (p.task IS NOT NULL)
        OR (r.extraction = 'image' AND json_valid(r.output)
        AND length(p.bytes) IS NOT json_extract(r.output, '$.bytes'))
        """),
    Rule(
      sentence: "failed without a failure, or a failure of a task that is not failed: task",
      offenders: """
        SELECT id FROM task WHERE (state = 'failed')
        <> EXISTS (SELECT 1 FROM failure WHERE task = task.id)
        """),
    Rule(
      sentence: "an article without a text: article",
      offenders: """
        SELECT number FROM article
        WHERE NOT EXISTS (SELECT 1 FROM content WHERE article = article.number)
        """),
    Rule(
      sentence: "attempts or their cost counted wrongly: task",
      offenders: """
        SELECT id FROM task LEFT JOIN (SELECT task, sum(attempts) AS n, sum(cost) AS spent
        FROM (\(ledger)) GROUP BY task) AS a ON a.task = task.id
        WHERE task.attempts <> coalesce(a.n, 0) OR task.cost IS NOT a.spent
        """),
    Rule(
      sentence: "a verdict on another result than the task has: task",
      offenders: """
        SELECT v.task FROM verdict v LEFT JOIN result r ON r.task = v.task
        WHERE r.attempt IS NOT v.attempt
        """),
    Rule(
      sentence: "sent back without a result, or done as one that was sent back: task",
      offenders: """
        SELECT id FROM task WHERE json_extract(adjustment, '$.note') IS NOT NULL
        AND (state = 'done' OR NOT EXISTS (SELECT 1 FROM result WHERE task = task.id))
        """),
    Rule(
      sentence: "article numbers with a gap: last article",
      offenders: """
        SELECT max(number) FROM article HAVING max(number) <> count(*)
        """),
  ]

  /// A counter, and the rows it stands for.
  private struct Counter {
    var name: String
    /// Selects key, counter and count where the two differ.
    var differences: String

    /// - Parameters:
    ///   - stored: selects `key` and `value` of the counters.
    ///   - rows: selects `key` and `value` anew from the rows.
    init(_ name: String, stored: String, rows: String) {
      self.name = name
      differences = """
        SELECT key, sum(counted), sum(found) FROM (
        SELECT key, value AS counted, 0 AS found FROM (\(stored))
        UNION ALL SELECT key, 0, value FROM (\(rows))
        ) GROUP BY key HAVING sum(counted) <> sum(found)
        """
    }

    init(_ counter: RoleCounter, rows: String) {
      self.init(
        counter.rawValue,
        stored: "SELECT role AS key, \(counter.rawValue) AS value FROM tally_role",
        rows: rows)
    }

    static func tasks(_ counter: RoleCounter, where condition: String) -> Counter {
      Counter(counter, rows: "SELECT role AS key, 1 AS value FROM task WHERE \(condition)")
    }

    static func verdicts(_ counter: RoleCounter) -> Counter {
      Counter(
        counter,
        rows: """
          SELECT t.role AS key, 1 AS value FROM verdict v JOIN task t ON t.id = v.task
          WHERE v.verdict = '\(counter.rawValue)'
          """)
    }

    static func attempts(_ counter: RoleCounter, sum value: String) -> Counter {
      Counter(
        counter,
        rows: """
          SELECT t.role AS key, coalesce(\(value), 0) AS value
          FROM (\(ledger)) a JOIN task t ON t.id = a.task
          """)
    }
  }

  private static let counters =
    StateWord.allCases.map { Counter.tasks($0.counter, where: "state = '\($0.rawValue)'") } + [
      .tasks(.escalated, where: "escalated"),
      .verdicts(.accepted), .verdicts(.rejected),
      .attempts(.attempts, sum: "a.attempts"),
      .attempts(.throttled, sum: "a.throttled"),
      .attempts(.cost, sum: "a.cost"),
      .attempts(.costUnknown, sum: "a.cost_unknown"),
      .attempts(.reserved, sum: "a.reserved"),
      .attempts(.promptTokens, sum: "a.prompt_tokens"),
      .attempts(.completionTokens, sum: "a.completion_tokens"),
      Counter(
        "done by model",
        stored: "SELECT role || ' ' || model AS key, done AS value FROM tally_model",
        rows: """
          SELECT t.role || ' ' || a.model AS key, 1 AS value FROM result r
          JOIN task t ON t.id = r.task JOIN attempt a ON a.number = r.attempt
          WHERE t.state = 'done'
          """),
      Counter(
        "failed by model",
        stored: "SELECT role || ' ' || model AS key, failed AS value FROM tally_model",
        rows: """
          SELECT t.role || ' ' || f.model AS key, 1 AS value FROM failure f
          JOIN task t ON t.id = f.task WHERE f.model IS NOT NULL
          """),
      Counter(
        "cost by model",
        stored: "SELECT role || ' ' || model AS key, cost AS value FROM tally_model",
        rows: """
          SELECT t.role || ' ' || a.model AS key, coalesce(a.cost, 0) AS value
          FROM (\(ledger)) a JOIN task t ON t.id = a.task
          """),
      Counter(
        "failed by kind",
        stored: "SELECT role || ' ' || kind AS key, count AS value FROM tally_failure",
        rows: """
          SELECT t.role || ' ' || f.kind AS key, 1 AS value FROM failure f
          JOIN task t ON t.id = f.task
          """),
      Counter(
        "done by job",
        stored: "SELECT role || ' ' || digest AS key, done AS value FROM tally_job",
        rows: """
          SELECT t.role || ' ' || j.digest AS key, 1 AS value FROM result r
          JOIN task t ON t.id = r.task JOIN attempt a ON a.number = r.attempt
          JOIN job j ON j.number = a.job WHERE t.state = 'done'
          """),
    ]
}
