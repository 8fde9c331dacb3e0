import BatchCore
import GRDB

extension WriteTransaction {
  /// Takes out of the ledger what nobody needs any more; see `TaskStore.prune`.
  func prune(_ selection: PruneSelection) throws -> PrunedAttempts {
    let after = selection.after?.number ?? 0
    let through = after + Int64(selection.limit)
    try db.run(Self.keepSums, [after, through])
    try db.run(Self.deleteSpent, [after, through])
    let count = db.changed
    let last = try db.number("SELECT max(id) FROM task") ?? 0
    return PrunedAttempts(count: count, next: through < last ? TaskID(through) : nil)
  }

  private static let spent = """
    task > ?1 AND task <= ?2 AND finished_at IS NOT NULL AND NOT cost_unknown
    AND (SELECT state FROM task AS t WHERE t.id = task) IN ('done', 'failed', 'cancelled')
    AND number < (SELECT max(number) FROM attempt AS newest WHERE newest.task = attempt.task)
    AND number IS NOT (SELECT r.attempt FROM result AS r WHERE r.task = attempt.task)
    AND NOT EXISTS (SELECT 1 FROM section AS s WHERE s.task = attempt.task AND s.attempt = number)
    """
  private static let keepSums = """
    INSERT INTO pruned(task, model, attempts, throttled, cost, prompt_tokens, completion_tokens)
    SELECT task, model, count(*), sum(is_throttle), sum(cost), coalesce(sum(prompt_tokens), 0),
    coalesce(sum(completion_tokens), 0) FROM attempt WHERE \(spent) GROUP BY task, model
    ON CONFLICT (task, model) DO UPDATE SET
    attempts = attempts + excluded.attempts, throttled = throttled + excluded.throttled,
    cost = CASE WHEN cost IS NULL THEN excluded.cost
    ELSE cost + coalesce(excluded.cost, 0) END,
    prompt_tokens = prompt_tokens + excluded.prompt_tokens,
    completion_tokens = completion_tokens + excluded.completion_tokens
    """
  private static let deleteSpent = "DELETE FROM attempt WHERE \(spent)"
}
