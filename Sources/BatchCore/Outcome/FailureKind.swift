/// Why an attempt or a task failed: one word, the same in Swift, SQL, JSON and on the screen.
///
/// The scenarios are those of the wire contract, S1 to S53.
package enum FailureKind: String, Sendable, Codable, CaseIterable {
  /// S1: the user's key is missing, malformed, revoked or expired.
  case badKey
  /// S2: the provider refused the credentials it was given by OpenRouter, or the region.
  case upstreamRefused
  /// S3: the balance is used up.
  case insufficientCredits
  /// S4, S5, S7: this one request costs more than is left.
  case unaffordable
  /// S6: too many paid requests in flight for the balance.
  case inFlightBudget
  /// S8: the key's own spending cap is used up.
  case keyLimit
  /// S9: an organisation's or guardrail's budget is used up.
  case budgetExceeded
  /// S10, S11: the article was flagged before the model saw it.
  case moderated
  /// S12, S13: the model or its provider declined to answer.
  case declined
  /// S14: no such model.
  case unknownModel
  /// S15 to S17: the model exists, but no provider may serve this request.
  case noEndpoints
  /// S18: prompt and answer do not fit the model's context.
  case tooLong
  /// S19: the request itself is wrong.
  case badRequest
  /// S20: an endpoint does not understand a parameter or the schema.
  case unsupportedParameter
  /// S21: the body or a field is too large.
  case tooLarge
  /// S22 to S24, S26: too many requests; wait.
  case throttled
  /// S25: the free requests of the day are used up.
  case freeDailyLimit
  /// S27: the edge network blocks us for a while.
  case edgeBlocked
  /// S28, S32: an error of OpenRouter's or of the edge's.
  case serverError
  /// S29, S34, S35: the provider failed before or while answering.
  case providerError
  /// S30, S31 (529): no capacity.
  case overloaded
  /// S31, S51: no answer in time.
  case timedOut
  /// S36, S37: the connection ended before the answer did.
  case cut
  /// S50: the provider could not be reached; nothing was sent.
  case unreachable
  /// S38: reasoning used up the room for the answer.
  case reasoningOnly
  /// S39 to S41: a 200 with no text in it.
  case empty
  /// S42: the answer was cut off at its token limit.
  case truncated
  /// S43: the answer is not JSON.
  case notJSON
  /// S44: JSON, but not what the schema asks for.
  case offSchema
  /// A check of the job refused the answer.
  case failedCheck
  /// S45, S47: no image in the answer.
  case noImage
  /// The answer was larger than we accept.
  case oversized
  /// The run ended before the answer came.
  case aborted
  /// The run died while the request was in flight; what it cost is unknown.
  case lost
  /// S53: its batch came back without an answer to it.
  case returned
  /// The provider said something that no scenario describes.
  case unknown

  /// Somebody serves the model: an answer came from there, if not a usable one.
  var showsProvider: Bool {
    switch self {
    case .upstreamRefused, .moderated, .declined, .unsupportedParameter, .providerError, .cut,
      .reasoningOnly, .empty, .truncated, .notJSON, .offSchema, .failedCheck, .noImage,
      .oversized:
      true
    default:
      false
    }
  }
}
