/// The most that each thing costs which a request can be billed for.
package struct PriceCeiling: Sendable, Equatable, Codable {
  /// For one token.
  package var prompt: Money
  package var completion: Money
  /// For the request itself, on top, and for the image it makes.
  package var request: Money
  package var image: Money
  /// Tokens of the longest answer, for a request that names no `max_tokens`.
  package var longestAnswer: Int
  /// It stands in the request as `provider.max_price`: nobody dearer answers it.
  package var isSent: Bool

  package init(
    prompt: Money, completion: Money, request: Money = .zero, image: Money = .zero,
    longestAnswer: Int = 0, isSent: Bool = false
  ) {
    self.prompt = prompt
    self.completion = completion
    self.request = request
    self.image = image
    self.longestAnswer = longestAnswer
    self.isSent = isSent
  }

  /// Of a free model.
  static let free = PriceCeiling(prompt: .zero, completion: .zero)

  /// What a request may cost at most; nil if that is no sensible amount.
  ///
  /// - Parameters:
  ///   - promptBytes: no vocabulary makes more tokens of a text than it has bytes.
  ///   - maxTokens: the longest answer that it allows; 0 where it names none.
  package func bound(promptBytes: Int, maxTokens: Int) -> Money? {
    let answer = maxTokens > 0 ? maxTokens : longestAnswer
    let parts = [
      prompt.times(promptBytes), completion.times(answer), request, image,
    ]
    var sum: Int64 = 0
    for part in parts {
      guard let part else { return nil }
      let (next, isTooMuch) = sum.addingReportingOverflow(part.picodollars)
      guard !isTooMuch else { return nil }
      sum = next
    }
    return (.zero...Money.senseless).contains(Money(picodollars: sum))
      ? Money(picodollars: sum) : nil
  }
}

extension AttemptShape {
  /// What the attempt may cost at most; nil: not known.
  package func reserve(for body: [UInt8]) -> Money? {
    // The whole body, with the schema and the names of the members, is more than its messages.
    ceiling?.bound(promptBytes: body.count, maxTokens: maxTokens)
  }

  /// Nobody can ask more for it than was planned: its prices are part of the request, or the
  /// provider's own for everyone.
  var hasCertainPrice: Bool {
    guard let ceiling else { return false }
    return ceiling.isSent || route == .images || ModelID.isFree(model)
  }
}

extension ModelCard {
  /// The most that a request of so many bytes may be billed at; nil if a price is not known or
  /// varies.
  ///
  /// - Parameter isSent: it is to stand in the request. The image API knows no such member.
  func ceiling(promptBytes: Int, route: RequestRoute, isSent: Bool) -> PriceCeiling? {
    if ModelID.isFree(id) { return .free }
    guard !hasVariablePrice, !ModelID.isOnline(id), let promptPrice, let completionPrice else {
      return nil
    }
    // A token is at least a byte, so what needs more tokens than there are bytes never applies.
    let overrides = priceOverrides.filter { $0.minPromptTokens < promptBytes }
    let makesImage = route != .chat
    let completions = [reasoningPrice, makesImage ? imageTokenPrice : nil].compactMap { $0 }
    return PriceCeiling(
      prompt: max(promptPrice, overrides.compactMap(\.prompt).max() ?? .zero),
      completion: max(
        completionPrice, completions.max() ?? .zero,
        overrides.compactMap(\.completion).max() ?? .zero),
      request: max(requestPrice ?? .zero, overrides.compactMap(\.request).max() ?? .zero),
      image: makesImage ? imagePrice ?? .zero : .zero,
      longestAnswer: route == .images ? maxCompletionTokens ?? contextLength : 0,
      isSent: isSent && route != .images)
  }
}

extension Money {
  /// nil if it is more than can be counted.
  func times(_ count: Int) -> Money? {
    let (product, isTooMuch) = picodollars.multipliedReportingOverflow(by: Int64(count))
    return isTooMuch ? nil : Money(picodollars: product)
  }
}
