import BatchCore
import GRDB

/// Reads rows of `attempt`, the ledger.
enum AttemptRow {
  static let shapeColumns = """
    j.digest, a.model, a.max_tokens, a.format, a.parameters, a.stream, a.adjustment, a.revision, \
    a.builder, a.body_sha256
    """
  static let columns = """
    \(shapeColumns), a.number, a.rung, a.started_at, a.finished_at, a.outcome, a.sentence, \
    a.remedy, a.is_try, a.http_status, a.finish_reason, a.provider, a.generation_id, \
    a.served_model, a.prompt_tokens, a.completion_tokens, a.reasoning_tokens, a.cached_tokens, \
    a.cost, a.is_cache_hit, a.excerpt, a.milliseconds
    """
  static let shapeWidth = 10

  /// Reads a row that begins with `shapeColumns`.
  static func shape(_ row: Row) throws -> AttemptShape {
    AttemptShape(
      job: row[0], model: row[1], maxTokens: row[2], format: try Column.word(row[3]),
      parameters: try Column.value(row[4]), stream: row[5],
      adjustment: try Column.adjustment(row[6] as String?), revision: row[7], builder: row[8],
      bodySHA256: row[9])
  }

  /// Reads a row of `columns`.
  static func record(_ row: Row) throws -> AttemptRecord {
    let outcome: String? = row[14]
    var failure: Failure?
    if let outcome, let sentence = row[15] as String? {
      failure = Failure(
        kind: try Column.word(outcome), sentence: sentence, remedy: row[16] ?? "")
    }
    let usage = Usage(
      promptTokens: row[23], completionTokens: row[24], reasoningTokens: row[25],
      cachedTokens: row[26], cost: (row[27] as Int64?).map(Money.init(picodollars:)))
    let facts = AttemptFacts(
      httpStatus: row[18], finishReason: row[19], provider: row[20], generationID: row[21],
      servedModel: row[22], usage: usage, isCacheHit: row[28], excerpt: row[29],
      milliseconds: row[30])
    return AttemptRecord(
      number: ClaimNumber(row[10]), rung: row[11], shape: try shape(row),
      startedAt: Timestamp(milliseconds: row[12]),
      finishedAt: (row[13] as Int64?).map(Timestamp.init(milliseconds:)), outcome: outcome,
      failure: failure, isTry: row[17], facts: facts)
  }
}
