import BatchCore

/// Rows of an export, as short as a test wants them.
enum ExportRows {
  static func done(
    _ id: String, _ output: String, extraction: Answer.Extraction = .whole,
    cost: Money? = Money(picodollars: 71_000_000)
  ) -> ExportRow {
    ExportRow(
      number: 1, id: id, extra: "{}", state: .done,
      result: StoredResult(
        output: output, extraction: extraction, model: "openai/gpt-4o-mini",
        finishedAt: Timestamp(milliseconds: 1_763_694_600_000), cost: cost, attempts: 2,
        attempt: ClaimNumber(2), job: "d"),
      attempts: 2, cost: cost)
  }

  static func failed(_ id: String) -> ExportRow {
    ExportRow(
      number: 1, id: id, extra: "{}",
      state: .failed(Failure(kind: .moderated, sentence: "It was \"refused\".", remedy: "Retry.")),
      result: nil, attempts: 3, cost: nil)
  }

  static func ready(_ id: String) -> ExportRow {
    ExportRow(
      number: 1, id: id, extra: "{}", state: .ready(.new, notBefore: nil), result: nil, attempts: 0,
      cost: nil)
  }
}
