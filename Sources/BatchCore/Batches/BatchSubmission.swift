/// What became of a batch that was sent to the provider.
package enum BatchSubmission: Sendable, Equatable {
  /// It is at work under this id.
  case accepted(id: String)
  /// There is no batch endpoint (S53).
  case absent(Failure)
  /// The account stands still: nothing was taken, and nothing else would be.
  case paused(Failure, Pause)
  /// Nothing was taken; later it may be. With what it says about the pace, the provider's own hint
  /// included.
  case later(Failure, PaceSignal)
  /// Nothing was taken, and nothing will be.
  case refused(Failure)
  /// It may be at work, and nobody knows its id.
  case lost(Failure)

  /// Reads what came back from the submission.
  ///
  /// - Parameters:
  ///   - reading: of the same answer to a single request.
  ///   - decision: what would be done about it.
  package init(_ exchange: Exchange, reading: Reading, decision: Decision) {
    if let response = exchange.response, (200..<300).contains(response.status) {
      self =
        ProviderBatch(parsing: response.body).map { .accepted(id: $0.id) }
        ?? .lost(Failure(.unknown, status: response.status, words: "it named no batch"))
      return
    }
    guard case .failed(let failure, _) = reading.outcome, let status = exchange.response?.status
    else {
      let failure = decision.failure ?? Failure(.unknown)
      self =
        reading.facts.wasSent
        ? .lost(failure) : .later(failure, PaceSignal(reading, decision: decision))
      return
    }
    self = Self.refusal(
      failure, decision, PaceSignal(reading, decision: decision), status: status)
  }

  /// Who answers so has perhaps passed it on before.
  private static let mayBeTaken = [408, 502, 504, 520, 522, 524]

  private static func refusal(
    _ failure: Failure, _ decision: Decision, _ signal: PaceSignal, status: Int
  ) -> BatchSubmission {
    switch failure.kind {
    case .insufficientCredits, .keyLimit, .budgetExceeded, .badKey:
      if case .pause(_, let pause) = decision { return .paused(failure, pause) }
      return .refused(failure)
    case .throttled, .inFlightBudget, .overloaded, .serverError, .providerError, .timedOut,
      .edgeBlocked:
      if status == 501 { return .absent(failure) }
      return mayBeTaken.contains(status) ? .lost(failure) : .later(failure, signal)
    case .cut:
      // It was refused, and why was lost on the way.
      return .later(failure, signal)
    case .unknownModel, .noEndpoints:
      return .refused(failure)
    default:
      return [404, 405, 410].contains(status) ? .absent(failure) : .refused(failure)
    }
  }
}
