extension CheckFacts {
  /// An expiry sooner than this is told: a long job should not end with it.
  private static let soon: Duration = .seconds(7 * 86_400)

  var keyFindings: [CheckFinding] {
    switch key {
    case .mistake(let mistake): [.error(.key, mistake.sentence, exit: 77)]
    case .answered(.refused(let status)):
      [
        .error(
          .key, "The provider refuses the API key (\(status)).",
          remedy: "It was revoked, switched off, has expired or was not copied whole: look at "
            + "openrouter.ai/keys.", exit: 77)
      ]
    case .answered(.unknown): [.warning(.key, "The API key looks right, but could not be checked.")]
    case .answered(.known(let card)): findings(of: card)
    }
  }

  private func findings(of card: KeyCard) -> [CheckFinding] {
    let trouble = card.trouble(at: now).map {
      CheckFinding.error(.key, $0.sentence, remedy: $0.remedy, exit: 77)
    }
    if card.isManagement { return [trouble].compactMap { $0 } }
    return [trouble ?? expiry(card), cap(card), freeRequests(card)].compactMap { $0 }
  }

  private func expiry(_ card: KeyCard) -> CheckFinding? {
    guard let expires = card.expiresAt, let expiry = card.expiry, expiry <= now + Self.soon else {
      return nil
    }
    return .warning(
      .key, "The API key expires at \(expires).", remedy: "A longer job needs another one.")
  }

  private func cap(_ card: KeyCard) -> CheckFinding {
    guard let left = card.limitRemaining else {
      let isBalanceKnown = allowances.contains { $0.source == .account }
      let hint =
        isBalanceKnown
        ? "" : " What the account still holds stands at openrouter.ai/settings/credits."
      return .ok(.key, "The API key is accepted and has no limit of its own.\(hint)")
    }
    let reset = card.limitReset.map { ", reset \($0)" } ?? ""
    let limit =
      card.limit.map { " of its limit of \(Wording.dollars($0.dollars))\(reset)" } ?? reset
    guard left > .zero else {
      return .error(
        .key, "The API key has nothing left\(limit).",
        remedy: card.limitReset == nil
          ? "Raise its limit at openrouter.ai/settings/keys."
          : "Wait for the reset, or raise its limit at openrouter.ai/settings/keys.",
        exit: 77)
    }
    return .ok(
      .key, "The API key is accepted and may spend \(Wording.dollars(left.dollars))\(limit).")
  }

  /// Told only where a job asks a free model.
  private func freeRequests(_ card: KeyCard) -> CheckFinding? {
    guard let left = card.freeRequestsLeft,
      ladders.contains(where: { $0.model.hasSuffix(":free") })
    else { return nil }
    let sentence = "Requests to free models left today: \(Wording.grouped(max(left, 0)))."
    return left > 0
      ? .ok(.key, sentence)
      : .warning(.key, sentence, remedy: "A run waits until midnight UTC, or takes a paid model.")
  }
}
