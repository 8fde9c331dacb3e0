extension CheckFacts {
  /// What the work is likely to cost, and whether there is enough for it: never in the way of a
  /// run, which pauses where the money ends.
  var costFindings: [CheckFinding] {
    guard let forecast, forecast.tasks > 0 else { return balanceFindings }
    return balanceFindings + forecast.roles.flatMap { findings(of: $0) }
      + allowances.map { allowance in
        let sentence = allowance.sentence(forecast)
        return allowance.covers(forecast) == false
          ? .warning(.cost, sentence, remedy: allowance.remedy) : .ok(.cost, sentence)
      }
  }

  private var balanceFindings: [CheckFinding] {
    guard let account = allowances.first(where: { $0.source == .account }) else { return [] }
    return [.ok(.key, "The account holds \(Wording.dollars(account.left.dollars)).")]
  }

  private func findings(of role: RoleForecast) -> [CheckFinding] {
    let articles = Wording.counted(role.articles, "article")
    guard role.articles > 0 else { return [] }
    let cost =
      role.sums.cost.map { cost in
        CheckFinding.ok(
          .cost, "\(role.role): about \(Wording.dollars(cost.dollars)) for \(articles) to do.")
      }
      ?? .warning(
        .cost, "\(role.role): what \(articles) to do will cost is not known.",
        remedy:
          "Choose models with fixed prices, or try some: batch run --role \(role.role) --limit 20")
    return [cost] + [longest(role)].compactMap { $0 }
  }

  private func longest(_ role: RoleForecast) -> CheckFinding? {
    guard let id = role.longestID, !role.unfitModels.isEmpty else { return nil }
    let article = "the longest article to do, \(Excerpt.of(id, limit: 100)),"
    guard role.isLongestUnfit else {
      return .ok(
        .model,
        "\(role.role): \(article) is too long for \(role.unfitModels.joined(separator: ", ")) "
          + "and goes to the next model.")
    }
    return .warning(
      .model,
      "\(role.role): \(article) is too long for every model of the ladder and fails unsent.",
      remedy: "Add a larger model, or sections of fewer words.")
  }
}
