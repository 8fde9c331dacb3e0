extension Reading {
  /// Reads an exchange: pure, in the order of its layers, from the connection to the checks.
  ///
  /// `model` is the one that was asked, for the sentences; `now` is when the answer ended, for
  /// hints that name a moment; `request` is the body that was sent, to know damage in the article
  /// from damage on the way; `checks` compare the answer with the article.
  package static func of(
    _ exchange: Exchange, expecting shape: OutputShape, model: String,
    route: RequestRoute = .chat, now: Timestamp, request: [UInt8] = [],
    checks: AnswerChecks? = nil
  ) -> Reading {
    var facts = AttemptFacts(milliseconds: exchange.duration.wholeMilliseconds)
    guard let response = exchange.response else {
      facts.wasSent = exchange.failure?.wasSent ?? true
      return Reading(
        outcome: .failed(Failure(transport: exchange.failure), .of(exchange.failure)), facts: facts)
    }
    facts.note(response)
    let outcome: Outcome
    var answered = ""
    if (200..<300).contains(response.status) {
      // What is larger than we accept is not read at all: it is cut in the middle anyway.
      let completion =
        exchange.failure?.kind == .tooLarge
        ? nil : Completion(body: response.body, contentType: response[header: "Content-Type"])
      if let completion {
        facts.note(completion)
        answered = completion.text
      }
      let judge = AnswerJudge(
        exchange: exchange, response: response, shape: shape, model: model, now: now,
        request: request, checks: checks)
      outcome = judge.outcome(of: completion)
    } else {
      outcome =
        torn(exchange.failure, response)
        ?? refusal(response, model: model, route: route, now: now, facts: &facts)
    }
    if case .failed = outcome {
      // What the model wrote says more than the wrapping it came in.
      facts.excerpt = Excerpt.of(answered.isEmpty ? response.body : Array(answered.utf8))
    }
    return Reading(outcome: outcome, facts: facts)
  }

  /// A refusal whose reason was cut off on its way: what the status alone would be taken for, a
  /// wrong key or an empty balance, would stop everything. nil: it is whole, or its status says
  /// enough.
  private static func torn(_ failure: TransportFailure?, _ response: HTTPResponse) -> Outcome? {
    guard let failure, failure.kind != .tooLarge, needsExplaining(response.status),
      (try? JSONReader.document(response.body[...])) == nil
    else { return nil }
    return .failed(Failure(transport: failure), .of(failure))
  }

  /// Whether it depends on the body what is to be done: not where the provider is slow, too busy or
  /// broken.
  private static func needsExplaining(_ status: Int) -> Bool {
    (400..<500).contains(status) && status != 408 && status != 429
  }

  /// An HTTP status that says no; its body says why, or nothing (S32).
  private static func refusal(
    _ response: HTTPResponse, model: String, route: RequestRoute, now: Timestamp,
    facts: inout AttemptFacts
  ) -> Outcome {
    guard let root = try? JSONReader.document(response.body[...]),
      let value = root[member: "error"] ?? root[member: "message"]
    else {
      let words = Excerpt.of(response.body) ?? ""
      let kind = FailureKind.of(status: response.status, plain: words)
        .over(route, status: response.status, isExplained: false)
      let ray = response[header: "CF-RAY"].map { "CF-RAY \($0)" }
      let said = [words.hasPrefix("<") || words.isEmpty ? nil : words, ray]
      return .failed(
        Failure(
          kind, status: response.status, words: said.compactMap(\.self).joined(separator: ", ")),
        .of(kind, error: nil, response: response, now: now))
    }
    let error = ErrorBody(value)
    facts.provider = facts.provider ?? Excerpt.name(error.providerName)
    let kind = FailureKind.of(error, status: response.status)
      .over(route, status: response.status, isExplained: root[member: "error"] != nil)
    return .failed(
      Failure(kind, error: error, status: response.status, model: model),
      .of(kind, error: error, response: response, now: now))
  }
}

extension Failure {
  /// What a broken transfer is called; nil, no answer and no reason, is a cut one.
  init(transport failure: TransportFailure?) {
    guard let failure else {
      self.init(.cut)
      return
    }
    let kind: FailureKind =
      switch failure.kind {
      case .unreachable: .unreachable
      case .cut: .cut
      case .timedOut: failure.wasSent ? .timedOut : .unreachable
      case .tooLarge: .oversized
      case .aborted: .aborted
      case .other: failure.wasSent ? .cut : .unreachable
      }
    self.init(kind, words: failure.sentence)
  }

  /// S11: no model is asked while the account's own rule stops the request.
  private static let guardrailRemedy = """
    A guardrail of your account stopped it, for every model: look at \
    https://openrouter.ai/settings/privacy, then batch retry.
    """

  /// What an error object is called, with the model where it is the matter.
  init(_ kind: FailureKind, error: ErrorBody, status: Int?, model: String) {
    let isModels =
      switch kind {
      case .unknownModel, .noEndpoints, .throttled, .tooLong, .unsupportedParameter, .overloaded,
        .freeDailyLimit:
        true
      case .badKey, .upstreamRefused, .insufficientCredits, .unaffordable, .inFlightBudget,
        .keyLimit, .budgetExceeded, .moderated, .declined, .badRequest, .tooLarge, .edgeBlocked,
        .serverError, .providerError, .timedOut, .cut, .unreachable, .reasoningOnly, .empty,
        .truncated, .notJSON, .offSchema, .failedCheck, .noImage, .oversized, .aborted, .lost,
        .returned, .unknown:
        false
      }
    self.init(
      kind, status: error.code ?? status, provider: error.providerName,
      model: isModels ? model : nil, words: error.words)
    if kind == .unaffordable || kind == .insufficientCredits, error.says("settings/keys") {
      remedy = FailureKind.keyLimit.remedy
    }
    if kind == .moderated, error.isGuardrail { remedy = Self.guardrailRemedy }
    if kind == .noEndpoints, let constraint = RoutingConstraint(error) {
      remedy = constraint.remedy
    }
    if kind == .noEndpoints, !error.proposedModels.isEmpty {
      let models = error.proposedModels.prefix(3).joined(separator: ", ")
      remedy = "OpenRouter proposes \(Excerpt.of(models, limit: 200)). " + remedy
    }
  }
}

extension FailureKind {
  /// What a refusal of the image API means of its own: a 502 with an error object is an image that
  /// did not become one, unpaid (S47), any other is the edge's (S32); a bare 404 says that nobody
  /// makes images there.
  fileprivate func over(_ route: RequestRoute, status: Int, isExplained: Bool) -> FailureKind {
    switch (route, status, self) {
    case (.images, 502, .providerError) where isExplained,
      (.images, 502, .serverError) where isExplained:
      .noImage
    case (.images, 404, .badRequest): .noEndpoints
    default: self
    }
  }
}
