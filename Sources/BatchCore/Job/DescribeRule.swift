/// A job's `describe` block: before an image is drawn, a model that writes says what is to be seen.
package struct DescribeRule: Sendable, Equatable {
  /// It stands first on the job's ladder: where it fails for good, the next model draws without a
  /// description.
  package var model: String
  package var prompt: PromptTemplates

  package init(model: String, prompt: PromptTemplates) {
    self.model = model
    self.prompt = prompt
  }
}

extension Job {
  /// The same with one model instead of the ladder. What is to be drawn is described as ever,
  /// before.
  ///
  /// - Returns: nil where the model is the one that describes: it is asked for the description
  ///   alone.
  package func asking(only model: String) -> Job? {
    guard model != describe?.model else { return nil }
    var job = self
    job.ladder = (describe.map { [$0.model] } ?? []) + [model]
    return job
  }

  /// What an answer of one of the ladder's models has to look like.
  func output(of model: String) -> OutputShape {
    model == describe?.model ? .text : output
  }
}
