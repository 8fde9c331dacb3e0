import BatchCore
import GRDB

/// Reads rows of `attempt`, the ledger.
enum AttemptRow {
  static let shapeColumns = """
    j.digest, a.model, a.route, a.max_tokens, a.format, a.parameters, a.stream, a.adjustment, \
    a.revision, a.builder, a.body_sha256
    """
  static let columns = """
    \(shapeColumns), a.number, a.rung, a.started_at, a.finished_at, a.outcome, a.sentence, \
    a.remedy, a.is_try, a.http_status, a.finish_reason, a.provider, a.generation_id, \
    a.served_model, a.prompt_tokens, a.completion_tokens, a.reasoning_tokens, a.cached_tokens, \
    a.cost, a.is_cache_hit, a.excerpt, a.milliseconds
    """
  static let shapeWidth = 11

  /// Reads `shapeColumns`, with which a row begins unless told otherwise.
  static func shape(_ row: Row, from start: Int = 0) throws -> AttemptShape {
    AttemptShape(
      job: row[start], model: row[start + 1], route: try Column.word(row[start + 2]),
      maxTokens: row[start + 3], format: try Column.word(row[start + 4]),
      parameters: try Column.value(row[start + 5]), stream: row[start + 6],
      adjustment: try Column.adjustment(row[start + 7] as String?), revision: row[start + 8],
      builder: row[start + 9], bodySHA256: row[start + 10])
  }

  /// Reads a row of `columns`.
  static func record(_ row: Row) throws -> AttemptRecord {
    let outcome: String? = row[15]
    var failure: Failure?
    if let outcome, let sentence = row[16] as String? {
      failure = Failure(
        kind: try Column.word(outcome), sentence: sentence, remedy: row[17] ?? "")
    }
    let usage = Usage(
      promptTokens: row[24], completionTokens: row[25], reasoningTokens: row[26],
      cachedTokens: row[27], cost: (row[28] as Int64?).map(Money.init(picodollars:)))
    let facts = AttemptFacts(
      httpStatus: row[19], finishReason: row[20], provider: row[21], generationID: row[22],
      servedModel: row[23], usage: usage, isCacheHit: row[29], excerpt: row[30],
      milliseconds: row[31])
    return AttemptRecord(
      number: ClaimNumber(row[11]), rung: row[12], shape: try shape(row),
      startedAt: Timestamp(milliseconds: row[13]),
      finishedAt: (row[14] as Int64?).map(Timestamp.init(milliseconds:)), outcome: outcome,
      failure: failure, isTry: row[18], facts: facts)
  }
}
