import BatchCore

/// Jobs and candidates for tests of requests.
enum RequestTexts {
  static func job(_ change: (String) -> String = { $0 }) throws -> Job {
    try JobFile.read(change(JobTexts.complete), file: "jobs/rewrite.yaml").job
  }

  static func candidate(
    _ article: Article = Article(id: "1", title: "Hé", body: "One \"two\"\n"),
    adjustment: Adjustment = .none, revision: Int = 1,
    resend: (shape: AttemptShape, jobSource: String)? = nil
  ) -> Candidate {
    let task = TaskRecord(
      id: TaskID(1), role: "rewrite", article: 1, state: .ready(.new, notBefore: nil),
      adjustment: adjustment)
    return Candidate(task: task, article: article, revision: revision, resend: resend)
  }

  /// Everything a card can say.
  static let card = ModelCard(
    id: "openai/gpt-4o-mini", contextLength: 128_000, maxCompletionTokens: 16_384,
    supportedParameters: ["temperature", "structured_outputs", "reasoning"])
}
