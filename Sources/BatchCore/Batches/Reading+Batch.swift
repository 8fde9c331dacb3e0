extension Reading {
  /// Reads a batch's row as the answer to a request of its own, so that one reading serves both
  /// lanes (S53).
  ///
  /// `took` is how long the batch was away; the rest is as for an exchange.
  package static func of(
    _ row: BatchRow, expecting shape: OutputShape, model: String, took: Duration, now: Timestamp,
    request: [UInt8] = [], checks: AnswerChecks? = nil
  ) -> Reading {
    guard let response = row.response else {
      return .returned(row.words, isBilled: false, took: took)
    }
    return .of(
      Exchange(response: response, duration: took), expecting: shape, model: model, now: now,
      request: request, checks: checks)
  }

  /// A request that its batch came back without an answer to (S53).
  ///
  /// - Parameter isBilled: it may have been answered and paid for all the same.
  package static func returned(_ words: String, isBilled: Bool, took: Duration) -> Reading {
    var facts = AttemptFacts(milliseconds: took.wholeMilliseconds)
    // As for a generation that ended with an error: only what was completed is billed.
    if !isBilled { facts.finishReason = "error" }
    return Reading(outcome: .failed(Failure(.returned, words: words), Circumstance()), facts: facts)
  }
}

extension Decision {
  /// What a decision becomes in the batch lane: a pause is the live lane's to find out, by asking.
  package var ofBatchRow: Decision {
    guard case .pause(let failure, _) = self else { return self }
    return .postpone(failure, .returned, notBefore: nil)
  }
}
