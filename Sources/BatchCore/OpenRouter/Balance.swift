import Foundation

/// What may still be spent, as far as the provider tells it.
package struct Balance: Sendable, Equatable {
  /// Of the key's own cap; nil: it has none, or that is not known.
  package var ofKey: Money?
  /// When that cap starts anew: `daily`, `weekly`, `monthly`; nil: never.
  package var keyReset: String?
  /// Of the account, which only a management key sees; nil: not known.
  package var ofAccount: Money?
  /// The provider has told what it knows of the key.
  package var isKeyTold = false
  /// The status with which the provider refuses the management key; nil: it does not.
  package var refusal: Int?

  package init(ofKey: Money? = nil, keyReset: String? = nil, ofAccount: Money? = nil) {
    self.ofKey = ofKey
    self.keyReset = keyReset
    self.ofAccount = ofAccount
  }

  /// - Parameters:
  ///   - key: the answer to `GET /key`.
  ///   - credits: the answer to `GET /credits`.
  package init(key: [UInt8]?, credits: [UInt8]?) {
    let card = key.flatMap { KeyCard(parsing: $0) }
    isKeyTold = card != nil
    ofKey = card?.limitRemaining
    keyReset = card?.limitReset
    ofAccount = credits.flatMap(Self.account)
  }

  private static func account(_ bytes: [UInt8]) -> Money? {
    guard let data = (try? JSONValue(parsing: bytes))?[member: "data"],
      case .number(let total)? = data[member: "total_credits"],
      case .number(let used)? = data[member: "total_usage"]
    else { return nil }
    return Money(dollars: total - used)
  }

  /// Why nothing warns when the account's balance is little, and what to do about it; nil: it is
  /// known, or the key has a cap of its own, which warns.
  ///
  /// - Parameter hasManagementKey: there is a key to ask with.
  package func unknown(hasManagementKey: Bool) -> String? {
    guard ofAccount == nil else { return nil }
    if let refusal {
      return "The provider refuses the key in OPENROUTER_MANAGEMENT_KEY (\(refusal)), so the "
        + "account's balance is not known, and nothing warns when it is little. Is it a management "
        + "key?"
    }
    if hasManagementKey {
      return "The provider does not tell the account's balance at the moment, so nothing warns "
        + "when it is little; it is asked again each minute."
    }
    guard isKeyTold, ofKey == nil else { return nil }
    return "What the account still holds is not known to this key: it stands at "
      + "openrouter.ai/settings/credits. A run pauses when it is used up, and loses nothing."
  }

  /// What is little, and a sentence about it.
  package struct Warning: Sendable, Equatable {
    package enum Subject: Sendable { case key, account }

    package var subject: Subject
    package var sentence: String
  }

  /// What to tell of a balance; empty: it is well, or not known.
  package func warnings(_ budget: Budget, standing: CostStanding) -> [Warning] {
    [keyWarning(budget, standing), accountWarning(budget)].compactMap { $0 }
  }

  private func keyWarning(_ budget: Budget, _ standing: CostStanding) -> Warning? {
    guard let left = ofKey else { return nil }
    let reset = keyReset.map { ", or wait for its reset (\($0))" } ?? ""
    let remedy = "Raise its limit at openrouter.ai/settings/keys\(reset)."
    if isLow(left, budget) {
      return Warning(
        subject: .key, sentence: "The API key may spend only \(Self.words(left)) more. \(remedy)")
    }
    guard let most = standing.maxCost, most - standing.cost > left else { return nil }
    return Warning(
      subject: .key,
      sentence: "The API key may spend \(Self.words(left)) more, which is less than --max-cost "
        + "leaves. \(remedy)")
  }

  private func accountWarning(_ budget: Budget) -> Warning? {
    guard let left = ofAccount, isLow(left, budget) else { return nil }
    return Warning(
      subject: .account,
      sentence: "Only \(Self.words(left)) is left of the account's balance. Top up at "
        + "openrouter.ai/settings/credits; a run pauses when it is used up, and loses nothing.")
  }

  private func isLow(_ left: Money, _ budget: Budget) -> Bool {
    budget.warnBalance > .zero && left < budget.warnBalance
  }

  private static func words(_ money: Money) -> String {
    Wording.dollars(max(money, .zero).dollars)
  }
}
