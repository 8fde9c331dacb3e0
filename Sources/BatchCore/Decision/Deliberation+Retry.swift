extension Deliberation {
  /// The complaint after an answer that was not JSON.
  var notJSONComplaint: String {
    "Your last answer could not be read as JSON. Answer with one JSON document and nothing else: "
      + "no code fence, no comment, no text before or after it."
  }

  var escalate: Decision? {
    situation.nextRung.map { .escalate(failure, rung: $0.rung, model: $0.model) }
  }

  /// The next rung, else the end: what is left when this model had its tries.
  var giveUp: Decision { escalate ?? .fail(failure) }

  /// The same request again, later (S28 to S31, S34 to S37).
  func retry(after backoff: Backoff) -> Decision {
    retry(situation.adjustment, after: backoff)
  }

  /// S2: the same model from another provider; from whom this came is not always said.
  var retryElsewhere: Decision {
    var adjustment = situation.adjustment
    // `provider.ignore` takes slugs, errors carry names: "Google AI Studio" is google-ai-studio.
    if let provider = circumstance.provider?.lowercased().replacing(" ", with: "-") {
      let ignored = adjustment.ignoredProviders ?? []
      guard !ignored.contains(provider) else { return giveUp }
      adjustment.ignoredProviders = ignored + [provider]
    }
    return retry(adjustment, after: .fault)
  }

  /// S39 to S41: what was billed as finished is asked for only once more, then of the next model;
  /// on the last rung while tries are left.
  var retryEmpty: Decision {
    let wasRepeated = situation.adjustment.clearCache == true
    if circumstance.repeatsItself, wasRepeated, let escalate { return escalate }
    var adjustment = situation.adjustment
    adjustment.clearCache = true
    return retry(adjustment, after: .silence)
  }

  /// S38, S42: once with more room; on the last rung again for as long as the room really grows.
  func retryLonger(times factor: Int) -> Decision {
    var adjustment = situation.adjustment
    if let asked = adjustment.maxTokens {
      let hasGrown = situation.shape.maxTokens >= asked
      guard situation.nextRung == nil, hasGrown else { return giveUp }
    }
    let (tokens, isTooMany) = situation.shape.maxTokens.multipliedReportingOverflow(by: factor)
    guard !isTooMany else { return giveUp }
    adjustment.maxTokens = tokens
    adjustment.clearCache = true
    return retry(adjustment)
  }

  /// S44: once back to the same model with the complaint; on the last rung while tries are left.
  var offSchema: Decision {
    let wasTold = situation.adjustment.complaint != nil
    if wasTold, let escalate { return escalate }
    return retryWithComplaint(circumstance.complaint ?? failure.sentence)
  }

  func retryWithComplaint(_ complaint: String) -> Decision {
    var adjustment = situation.adjustment
    adjustment.complaint = complaint
    adjustment.clearCache = true
    return retry(adjustment)
  }

  /// S16, S17, S20: at once, with a weaker way to ask for JSON; else what is left without one.
  func retryPlainer(else last: Decision) -> Decision {
    let plainer: ResponseFormat
    switch situation.shape.format {
    case .jsonSchema: plainer = .jsonObject
    case .jsonObject: plainer = .none
    case .none: return last
    }
    guard situation.hasTryLeft else { return last }
    var adjustment = situation.adjustment
    adjustment.format = plainer
    return retry(adjustment)
  }

  /// A retry at once or after a wait, if a try is left; it counts.
  private func retry(_ adjustment: Adjustment, after backoff: Backoff? = nil) -> Decision {
    guard situation.hasTryLeft else { return giveUp }
    let delay = backoff?.delay(
      tries: situation.task.tries, hint: circumstance.wait, chance: situation.chance)
    return .retry(failure, notBefore: delay.map { situation.now + $0 }, adjustment)
  }
}
