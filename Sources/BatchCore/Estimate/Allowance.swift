/// An amount that may still be spent, and who says so.
package struct Allowance: Sendable, Equatable {
  package enum Source: String, Sendable, Encodable { case account, key, maxCost }

  package var source: Source
  /// Below zero where more was spent.
  package var left: Money

  package init(_ source: Source, left: Money) {
    self.source = source
    self.left = left
  }

  /// Everything that bounds what a queue may spend from now on, as far as it is known.
  package static func all(_ balance: Balance, _ standing: CostStanding) -> [Allowance] {
    [
      balance.ofAccount.map { Allowance(.account, left: $0) },
      balance.ofKey.map { Allowance(.key, left: $0) },
      standing.maxCost.map {
        Allowance(.maxCost, left: $0 - standing.cost - standing.reserved)
      },
    ].compactMap { $0 }
  }

  /// Whether it is likely to be enough; nil: what the work costs is not known.
  package func covers(_ forecast: Forecast) -> Bool? {
    forecast.sums.cost.map { $0 <= max(left, .zero) }
  }

  /// Such as `The account's balance of $3.14 is enough for about 1,840 of 5,000 articles.`
  package func sentence(_ forecast: Forecast) -> String {
    let amount = Wording.dollars(max(left, .zero).dollars)
    let what =
      switch source {
      case .account: "The account's balance of \(amount)"
      case .key: "The \(amount) that the API key may spend"
      case .maxCost: "The \(amount) that --max-cost leaves"
      }
    guard let isCovered = covers(forecast), let tasks = forecast.tasks(for: left) else {
      return "Whether \(what.lowercasedFirst) is enough is not known."
    }
    guard !isCovered else { return "\(what) covers what is left to do." }
    let unit = forecast.roles.count == 1 ? "article" : "task"
    return "\(what) is enough for about \(Wording.grouped(tasks)) of "
      + "\(Wording.counted(forecast.tasks, unit))."
  }

  /// What to do where it is not enough.
  package var remedy: String {
    switch source {
    case .account: "Top up at openrouter.ai/settings/credits; a run pauses when it is used up."
    case .key: "Raise its limit at openrouter.ai/settings/keys."
    case .maxCost: "Raise it with batch set --max-cost USD."
    }
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
