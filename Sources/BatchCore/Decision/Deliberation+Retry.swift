extension Deliberation {
  /// The complaint after an answer that was not JSON.
  var notJSONComplaint: String {
    "Your last answer could not be read as JSON. Answer with one JSON document and nothing else: "
      + "no code fence, no comment, no text before or after it."
  }

  var escalate: Decision? {
    situation.nextRung.map { .escalate(failure, rung: $0.rung, model: $0.model) }
  }

  /// S10: the next model that sees the article as it is; where all have it looked at first, the
  /// others would only refuse it again.
  var unmoderated: Decision {
    situation.nextUnmoderatedRung.map { .escalate(failure, rung: $0.rung, model: $0.model) }
      ?? .fail(failure)
  }

  /// The next rung, else the end: what is left when this model had its tries.
  var giveUp: Decision { escalate ?? .fail(failure) }

  /// The same request again, later (S28 to S31, S34 to S37, S51).
  func again(_ backoff: Backoff) -> Decision {
    repeated(asBefore, after: backoff)
  }

  /// What the last request did differently, and what the response cache holds of it in mind.
  private var asBefore: Adjustment {
    var adjustment = situation.adjustment
    if circumstance.cameWhole { adjustment.clearCache = true }
    // The last request has cleared the cache already; what it left there may be the whole answer.
    if circumstance.mayBeCached { adjustment.clearCache = nil }
    return adjustment
  }

  /// S2, and what is left of S20: the same model from another provider; from whom this came is not
  /// always said.
  var retryElsewhere: Decision {
    var adjustment = situation.adjustment
    if let provider = circumstance.provider, Adjustment.slug(of: provider) != nil {
      guard adjustment.ignore(provider) else { return giveUp }
    } else if failure.kind == .unsupportedParameter {
      return giveUp
    }
    return retry(adjustment, after: .fault)
  }

  /// S29, S34: the provider that failed twice is passed over.
  var retryPassingOver: Decision {
    var adjustment = asBefore
    if situation.task.tries > 0, let provider = circumstance.provider {
      _ = adjustment.ignore(provider)
    }
    return retry(adjustment, after: .fault)
  }

  /// S39 to S41: asked again with the cache cleared; what was billed as finished only once, and
  /// what went into the reasoning once without any.
  var retryEmpty: Decision {
    var adjustment = situation.adjustment
    adjustment.clearCache = true
    if circumstance.wroteElsewhere { adjustment.withoutReasoning = true }
    return repeated(adjustment, after: circumstance.repeatLimit == 2 ? .fault : .silence)
  }

  /// S45: once more at once, for an image and no words.
  var retryForImage: Decision {
    var adjustment = situation.adjustment
    adjustment.clearCache = true
    if situation.shape.route == .chatWithImage {
      adjustment.route = .chatForImage
      adjustment.hasOwnRoute = true
    }
    return repeated(adjustment, after: nil)
  }

  /// S47: twice, later, as nothing was paid; what S45 has asked again does not count.
  var retryUnfinished: Decision {
    var adjustment = asBefore
    let before = adjustment.unfinishedImages ?? 0
    guard before < 2 else { return giveUp }
    adjustment.unfinishedImages = before + 1
    return retry(adjustment, after: .overload)
  }

  /// S38, S42: once with more room, if there is any; on the last rung again for as long as the room
  /// really grows.
  func retryLonger(times factor: Int) -> Decision {
    var adjustment = situation.adjustment
    guard situation.longestAnswer.map({ $0 > situation.shape.maxTokens }) ?? true else {
      return atLongest.giveUp
    }
    if let asked = adjustment.maxTokens {
      let hasGrown = situation.shape.maxTokens >= asked
      guard situation.nextRung == nil, hasGrown else { return giveUp }
    }
    let (tokens, isTooMany) = situation.shape.maxTokens.multipliedReportingOverflow(by: factor)
    guard !isTooMany else { return giveUp }
    adjustment.maxTokens = tokens
    adjustment.isShortened = nil
    if failure.kind == .reasoningOnly {
      adjustment.reasoningRoom = Adjustment.reasoningFactor
    }
    adjustment.clearCache = true
    return retry(adjustment)
  }

  /// The same bytes would be cut off, and billed, again.
  private var atLongest: Deliberation {
    var failure = failure
    failure.remedy = """
      \(situation.shape.model) has no room for more than these \(situation.shape.maxTokens) tokens: \
      add a model with a longer answer to the job's models, lower request.reasoning, or have long \
      articles cut, with sections in the job file.
      """
    return Deliberation(failure: failure, circumstance: circumstance, situation: situation)
  }

  /// S44, and a failed check: once back to the same model with the complaint; on the last rung
  /// while tries are left, a failed check only this once.
  var sentBack: Decision {
    if let section = circumstance.section { return retry(of: section) }
    let wasTold = situation.adjustment.complaint != nil
    if wasTold, let escalate { return escalate }
    return retryWithComplaint(circumstance.complaint ?? failure.sentence)
  }

  /// Another section of a long article, once; the answers to all others are kept.
  private func retry(of section: Int) -> Decision {
    retry(
      Adjustment(
        section: section, complaint: circumstance.complaint ?? failure.sentence, clearCache: true,
        reasked: (situation.adjustment.reasked ?? []) + [section]))
  }

  func retryWithComplaint(_ complaint: String) -> Decision {
    var adjustment = situation.adjustment
    adjustment.complaint = complaint
    adjustment.clearCache = true
    return repeated(adjustment, after: nil)
  }

  /// Again, counted where the circumstance sets a limit.
  private func repeated(_ adjustment: Adjustment, after backoff: Backoff?) -> Decision {
    guard let limit = circumstance.repeatLimit else { return retry(adjustment, after: backoff) }
    let before = adjustment.repeats.flatMap { $0.kind == failure.kind ? $0.count : nil } ?? 0
    guard before < limit else { return giveUp }
    var adjustment = adjustment
    adjustment.repeats = Adjustment.Repeats(kind: failure.kind, count: before + 1)
    return retry(adjustment, after: backoff)
  }

  /// A retry at once or after a wait, if a try is left; it counts.
  func retry(_ adjustment: Adjustment, after backoff: Backoff? = nil) -> Decision {
    guard situation.hasTryLeft else { return giveUp }
    let delay = backoff?.delay(
      tries: situation.task.tries, hint: circumstance.wait, chance: situation.chance)
    return .retry(failure, notBefore: delay.map { situation.now + $0 }, adjustment)
  }
}

extension Adjustment {
  /// `provider.ignore` takes slugs, errors carry names: "Google AI Studio" is google-ai-studio.
  ///
  /// - Returns: nil for what can be no slug: a bad one may have every request refused.
  static func slug(of provider: String) -> String? {
    let slug = provider.lowercased().replacing(" ", with: "-")
    let isSlug = slug.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "./-".utf8.contains(byte)
    }
    return isSlug && (1...64).contains(slug.utf8.count) ? slug : nil
  }

  /// Passes over a provider; false if it was passed over before or has no slug.
  fileprivate mutating func ignore(_ provider: String) -> Bool {
    guard let slug = Self.slug(of: provider) else { return false }
    let ignored = ignoredProviders ?? []
    guard !ignored.contains(slug) else { return false }
    ignoredProviders = ignored + [slug]
    return true
  }
}
