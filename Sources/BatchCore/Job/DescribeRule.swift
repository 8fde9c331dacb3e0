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
  /// The same with one model instead of the ladder; that which describes is asked for what the role
  /// is for.
  package func asking(only model: String) -> Job {
    var job = self
    job.ladder = [model]
    if job.describe?.model == model { job.describe = nil }
    return job
  }

  /// What an answer of one of the ladder's models has to look like.
  func output(of model: String) -> OutputShape {
    model == describe?.model ? .text : output
  }
}
