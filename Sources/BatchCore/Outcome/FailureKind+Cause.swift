extension FailureKind {
  /// What happened, as the beginning of a sentence.
  package var cause: String {
    switch self {
    case .badKey: "OpenRouter refused the API key"
    case .upstreamRefused: "The provider behind OpenRouter refused access"
    case .insufficientCredits: "The OpenRouter balance is used up"
    case .unaffordable: "This request costs more than is left"
    case .inFlightBudget: "Too many paid requests are running for the balance"
    case .keyLimit: "The API key's own spending cap is used up"
    case .budgetExceeded: "A budget of the organisation is used up"
    case .moderated: "The article was flagged before the model saw it"
    case .declined: "The model declined to answer"
    case .unknownModel: "OpenRouter knows no such model"
    case .noEndpoints: "No provider may serve this model for this request"
    case .tooLong: "The article and its answer do not fit the model's context"
    case .badRequest: "OpenRouter did not accept the request"
    case .unsupportedParameter: "The provider does not support a parameter of the request"
    case .tooLarge: "The request is too large"
    case .throttled: "Too many requests"
    case .freeDailyLimit: "The free requests of the day are used up"
    case .edgeBlocked: "The network in front of OpenRouter blocks us for a while"
    case .serverError: "OpenRouter had an error"
    case .providerError: "The provider failed"
    case .overloaded: "The provider has no capacity"
    case .timedOut: "No answer came in time"
    case .cut: "The connection ended before the answer did"
    case .unreachable: "OpenRouter could not be reached"
    case .reasoningOnly: "Reasoning used up the room for the answer"
    case .empty: "The answer has no text"
    case .truncated: "The answer was cut off at its token limit"
    case .notJSON: "The answer is not JSON"
    case .offSchema: "The answer is not what was asked for"
    case .failedCheck: "A check of the job refused the answer"
    case .noImage: "The answer has no image"
    case .oversized: "The answer is larger than we accept"
    case .aborted: "The run ended before the answer came"
    case .lost: "The run died while the request was in flight"
    case .returned: "The batch came back without an answer to this request"
    case .unknown: "OpenRouter said something unexpected"
    }
  }
}

extension Failure {
  /// The longest part of a provider's own words in a sentence, in bytes.
  static let wordsLimit = 200

  /// A failure with its sentence and remedy: the cause, the status and provider where known, and
  /// the other side's own words, shortened and without secrets.
  package init(
    _ kind: FailureKind, status: Int? = nil, provider: String? = nil, model: String? = nil,
    words: String = ""
  ) {
    var notes = [status.map(String.init), provider].compactMap(\.self)
    if let model { notes.append(model) }
    let note = notes.isEmpty ? "" : " (\(Excerpt.of(notes.joined(separator: ", "), limit: 120)))"
    var said = Excerpt.of(words, limit: Self.wordsLimit)
    while said.last == "." { said.removeLast() }
    self.init(
      kind: kind, sentence: kind.cause + note + (said.isEmpty ? "." : ": \(said)."),
      remedy: kind.remedy)
  }
}
