extension SectionWork {
  /// The last section's outcome as the whole article's: the answers are put together, and held
  /// against the job's schema and checks once more.
  func whole(_ outcome: Outcome, job: Job) -> Outcome {
    guard isLast, !isMerge, case .answered(var answer) = outcome else { return outcome }
    guard let output = assembled(with: answer.output),
      let value = try? JSONReader.document(Array(output.utf8)[...])
    else { return .failed(Failure(.offSchema, words: "a section has no body"), Circumstance()) }
    if case .json(let schema) = job.output {
      let violations = SchemaCheck.violations(of: value, against: schema.root)
      guard violations.isEmpty else { return .offSchema(violations) }
    }
    let complaints = AnswerChecks(job.checks, article: article).complaints(about: value)
    guard complaints.isEmpty else { return .failedCheck(complaints) }
    answer.output = output
    return .answered(answer)
  }
}
