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
    return [cost]
  }

  /// Whether the longest article of each role fits the models.
  var fitFindings: [CheckFinding] { fits.flatMap { findings(of: $0) } }

  private func findings(of fit: LongestFit) -> [CheckFinding] {
    let article = "\(fit.role): the longest article to do, \(Excerpt.of(fit.id, limit: 100)),"
    var findings: [CheckFinding] = []
    if let model = fit.unfitDescriber {
      findings.append(
        .warning(
          .model, "\(article) is too long for \(model), so it is drawn without a description.",
          remedy: "Describe with a larger model."))
    }
    if fit.isUnfit {
      findings.append(
        .warning(
          .model, "\(article) is too long for every model of the ladder and fails unsent.",
          remedy: "Add a larger model, or sections of fewer words."))
    } else if !fit.unfitModels.isEmpty {
      findings.append(
        .ok(
          .model,
          "\(article) is too long for \(fit.unfitModels.joined(separator: ", ")) and goes to "
            + "another model of the ladder."))
    } else if fit.unfitDescriber == nil {
      findings.append(.ok(.model, "\(article) fits every model of the ladder."))
    }
    return findings
  }
}
