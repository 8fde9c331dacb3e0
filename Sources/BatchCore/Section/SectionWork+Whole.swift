extension SectionWork {
  /// The outcome of the section that makes the article whole as the article's: the answers are put
  /// together, and held against the job's schema and checks once more.
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
      return blamed(for: complaints, answer, job: job, sparing: reasked)
        ?? .failedCheck(complaints)
    }
    answer.output = output
    return .answered(answer)
  }

  /// The section to ask for where all are answered and the whole was not usable: the first that
  /// lost something, else the last.
  package func faulty(_ job: Job) -> Int {
    otherParts.first { !complaints($0.part, job.checks).isEmpty }?.step ?? lastSection
  }

  /// The failure of another section whose answer lost what the whole is found to lack, else of the
  /// last one; the answer to this section is kept. nil: this one is the matter.
  private func blamed(
    for complaints: [AnswerChecks.Complaint], _ answer: Answer, job: Job, sparing reasked: [Int]
  ) -> Outcome? {
    let names = complaints.map(\.check)
    let checks = job.checks.filter { names.contains($0.name) }
    for (step, part) in otherParts where !reasked.contains(step) {
      let found = self.complaints(part, checks)
      if !found.isEmpty { return .failedCheck(found, section: step, keeping: (answer, self.step)) }
    }
    guard step != lastSection, !reasked.contains(lastSection) else { return nil }
    return .failedCheck(complaints, section: lastSection, keeping: (answer, step))
  }

  private func complaints(
    _ part: (text: Article, answer: JSONValue), _ checks: [Check]
  ) -> [AnswerChecks.Complaint] {
    AnswerChecks(checks, article: part.text).complaints(about: part.answer, isExact: true)
  }
}

extension Outcome {
  /// The whole failed for the sake of one section, not of the one that was just answered.
  fileprivate static func failedCheck(
    _ complaints: [AnswerChecks.Complaint], section: Int, keeping kept: (Answer, step: Int)
  ) -> Outcome {
    guard case .failed(let failure, var circumstance) = failedCheck(complaints) else {
      return failedCheck(complaints)
    }
    circumstance.section = section
    circumstance.kept = FinishedStep(kept.step, kept.0)
    return .failed(failure, circumstance)
  }
}
