import BatchCore
import GRDB

/// Reads rows of `attempt`, the ledger.
enum AttemptRow {
  static let shapeColumns = """
    j.digest, a.model, a.route, a.max_tokens, a.format, a.parameters, a.stream, a.adjustment, \
    a.revision, a.builder, a.body_sha256, a.ceiling
    """
  static let columns = """
    \(shapeColumns), a.number, a.rung, a.started_at, a.finished_at, a.outcome, a.sentence, \
    a.remedy, a.is_try, a.http_status, a.finish_reason, a.provider, a.generation_id, \
    a.served_model, a.prompt_tokens, a.completion_tokens, a.reasoning_tokens, a.cached_tokens, \
    a.cost, a.is_cache_hit, a.excerpt, a.milliseconds
    """
  static let shapeWidth = 12

  /// Reads `shapeColumns`, with which a row begins unless told otherwise.
  static func shape(_ row: Row, from start: Int = 0) throws -> AttemptShape {
    try AttemptShape(
      job: row[start], model: row[start + 1], route: Column.word(row[start + 2]),
      maxTokens: row[start + 3], format: Column.word(row[start + 4]),
      parameters: Column.value(row[start + 5]), stream: row[start + 6],
      adjustment: Column.adjustment(row[start + 7] as String?),
      ceiling: Column.ceiling(row[start + 11] as String?), revision: row[start + 8],
      builder: row[start + 9], bodySHA256: row[start + 10])
  }

  /// Reads a row of `columns`.
  static func record(_ row: Row) throws -> AttemptRecord {
    let outcome: String? = row[16]
    var failure: Failure?
    if let outcome, let sentence = row[17] as String? {
      failure = Failure(
        kind: try Column.word(outcome), sentence: sentence, remedy: row[18] ?? "")
    }
    let usage = Usage(
      promptTokens: row[25], completionTokens: row[26], reasoningTokens: row[27],
      cachedTokens: row[28], cost: (row[29] as Int64?).map(Money.init(picodollars:)))
    let facts = try AttemptFacts(
      httpStatus: row[20], finishReason: row[21], provider: row[22], generationID: row[23],
      servedModel: row[24], usage: usage, isCacheHit: row[30], excerpt: row[31],
      milliseconds: row[32])
    return try AttemptRecord(
      number: ClaimNumber(row[12]), rung: row[13], shape: shape(row),
      startedAt: Timestamp(milliseconds: row[14]),
      finishedAt: (row[15] as Int64?).map(Timestamp.init(milliseconds:)), outcome: outcome,
      failure: failure, isTry: row[19], facts: facts)
  }
}
