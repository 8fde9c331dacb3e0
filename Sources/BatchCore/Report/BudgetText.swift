/// The bill and its bound in words.
package enum BudgetText {
  /// The line of `batch status`; nil where no bound is set and nothing is set aside.
  static func line(_ cost: StatusReport.Cost) -> String? {
    guard cost.budget.maxCostUSD != nil || cost.reservedUSD > 0 else { return nil }
    var text = "Cost so far: \(Wording.dollars(cost.costUSD))"
    if let most = cost.budget.maxCostUSD {
      text += " of at most \(Wording.dollars(most)) (--max-cost)"
    }
    if cost.reservedUSD > 0 {
      text +=
        ", up to \(Wording.dollars(cost.reservedUSD)) more set aside for requests in flight "
        + "or of unknown cost"
    }
    return text
  }

  /// `$11.53 left of --max-cost`; nil where no bound is set. What is set aside is not left.
  static func room(_ cost: StatusReport.Cost) -> String? {
    cost.budget.maxCostUSD.map {
      "\(Wording.dollars(max(0, $0 - cost.costUSD - cost.reservedUSD))) left of --max-cost"
    }
  }

  /// What was changed.
  package static func lines(_ changed: ChangedBudget) -> [String] {
    var lines: [String] = []
    if changed.was.maxCost != changed.now.maxCost {
      lines.append(sentence(changed.now) + " It was \(inWords(changed.was.maxCost)).")
    }
    if changed.was.warnBalance != changed.now.warnBalance {
      lines.append(warning(changed.now))
    }
    return lines.isEmpty ? ["Nothing is changed: that is how it was."] : lines
  }

  package static func sentence(_ budget: Budget) -> String {
    guard let most = budget.maxCost else {
      return "From now on there is no bound on what this queue may cost."
    }
    return "From now on this queue may cost at most \(Wording.dollars(most.dollars)), over all its "
      + "runs."
  }

  private static func inWords(_ most: Money?) -> String {
    most.map { Wording.dollars($0.dollars) } ?? "without a bound"
  }

  private static func warning(_ budget: Budget) -> String {
    budget.warnBalance == .zero
      ? "No run warns of a low balance from now on."
      : "Runs warn when less than \(Wording.dollars(budget.warnBalance.dollars)) is left with the "
        + "provider."
  }
}
