extension SectionWork {
  /// The last section's outcome as the whole article's: the answers are put together, and held
  /// against the job's schema and checks once more.
  ///
  /// - Parameter reasked: sections that were asked for again for the whole's sake: each is once.
  package func whole(_ outcome: Outcome, job: Job, reasked: [Int]) -> Outcome {
    guard isLast, !isMerge, case .answered(var answer) = outcome else { return outcome }
    guard let output = assembled(with: answer.output),
      let value = try? JSONReader.document(Array(output.utf8)[...])
    else { return .failed(Failure(.offSchema, words: "a section has no body"), Circumstance()) }
    if case .json(let schema) = job.output {
      let violations = SchemaCheck.violations(of: value, against: schema.root)
      guard violations.isEmpty else { return .offSchema(violations) }
    }
    let complaints = AnswerChecks(job.checks, article: article).complaints(about: value)
    guard complaints.isEmpty else {
      return blamed(for: complaints, job: job, sparing: reasked) ?? .failedCheck(complaints)
    }
    answer.output = output
    return .answered(answer)
  }

  /// The failure of the first section before this one whose answer lost what the whole is found to
  /// lack; nil: none can be told.
  private func blamed(
    for complaints: [AnswerChecks.Complaint], job: Job, sparing reasked: [Int]
  ) -> Outcome? {
    let names = complaints.map(\.check)
    let checks = job.checks.filter { names.contains($0.name) }
    for (step, part) in earlierParts where !reasked.contains(step) {
      let found = AnswerChecks(checks, article: part.text)
        .complaints(about: part.answer, isExact: true)
      guard !found.isEmpty, case .failed(let failure, var circumstance) = Outcome.failedCheck(found)
      else { continue }
      circumstance.section = step
      return .failed(failure, circumstance)
    }
    return nil
  }
}
