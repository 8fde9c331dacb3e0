extension ModelCard {
  /// What a request costs at list price; nil if a price is not known or varies.
  package func cost(of request: RequestExpectation) -> Money? {
    if ModelID.isFree(id) { return .zero }
    guard !hasVariablePrice, !ModelID.isOnline(id), let promptPrice, let completionPrice else {
      return nil
    }
    // Those without a number of tokens hold at certain hours only.
    let long = priceOverrides.filter {
      $0.minPromptTokens > 0 && $0.minPromptTokens < request.promptTokens
    }
    let prompt = long.compactMap(\.prompt).last ?? promptPrice
    var completion = long.compactMap(\.completion).last ?? completionPrice
    var whole = long.compactMap(\.request).last ?? requestPrice ?? .zero
    if request.makesImage {
      completion = imagePrice == nil ? imageTokenPrice ?? completion : .zero
      whole = whole + (imagePrice ?? .zero)
    }
    guard let asked = prompt.times(request.promptTokens),
      let answered = completion.times(request.completionTokens)
    else { return nil }
    let sum = asked.picodollars.addingReportingOverflow(answered.picodollars)
    let all = sum.partialValue.addingReportingOverflow(whole.picodollars)
    return sum.overflow || all.overflow ? nil : Money(picodollars: all.partialValue)
  }
}
