import ArgumentParser
import BatchCore

/// What the queue may cost, and when little is left with the provider.
struct BudgetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The most that this queue may cost, over all its runs, or none; kept until changed.",
      valueName: "usd"))
  var maxCost: MaxCost?

  @Option(
    help: ArgumentHelp(
      "Warn when less is left with the provider, 2 unless said, 0 never; kept until changed.",
      valueName: "usd"))
  var warnBalance: Dollars?

  var change: BudgetChange {
    BudgetChange(maxCost: maxCost?.change, warnBalance: warnBalance?.amount)
  }
}

/// Dollars as they are typed: `20`, `0.5`, `$3`.
struct Dollars: ExpressibleByArgument {
  var amount: Money

  init?(argument: String) {
    guard let amount = Money(argument.hasPrefix("$") ? String(argument.dropFirst()) : argument),
      (.zero...Self.most).contains(amount)
    else { return nil }
    self.amount = amount
  }

  /// A million.
  private static let most = Money(picodollars: 1_000_000_000_000_000_000)
}

/// Dollars, or `none`.
struct MaxCost: ExpressibleByArgument {
  var change: BudgetChange.MaxCost

  init?(argument: String) {
    if argument == "none" {
      change = .lifted
    } else if let dollars = Dollars(argument: argument) {
      change = .amount(dollars.amount)
    } else {
      return nil
    }
  }
}
