/// What the open work of some roles is likely to take.
package struct Forecast: Sendable, Equatable {
  package var roles: [RoleForecast]
  /// Requests in flight at most.
  package var concurrency: Int
  /// What the provider was last seen to let through, requests a second, by model; nil: the account.
  package var rates: [String?: Double]

  package init(roles: [RoleForecast], concurrency: Int, rates: [String?: Double] = [:]) {
    self.roles = roles
    self.concurrency = concurrency
    self.rates = rates
  }

  package var tasks: Int { roles.reduce(0) { $0 + $1.articles } }
  package var sums: ForecastSums { roles.reduce(.zero) { $0 + $1.sums } }

  /// How long a role takes, in seconds, beside what goes in batches; nil: not known before its
  /// first answer.
  package func seconds(_ role: RoleForecast) -> Int? {
    let attempts = max(0, role.attempts - role.batched)
    guard attempts > 0 else { return 0 }
    guard let one = role.milliseconds else { return nil }
    let byAnswers = Double(attempts) * Double(one) / 1000 / Double(max(concurrency, 1))
    let rate = [rates[nil], rates[role.model]].compactMap { $0 }.min() ?? 0
    let byRate = rate > 0 ? Double(attempts) / rate : 0
    return Int(min(max(byAnswers, byRate).rounded(.up), 1e12))
  }

  /// How long all take, one after the other; nil: not known of one of them.
  package var seconds: Int? {
    roles.reduce(0) { sum, role in sum.flatMap { sum in seconds(role).map { sum + $0 } } }
  }

  /// For how many of the open tasks an amount is likely to be enough; nil: the cost is not known.
  package func tasks(for amount: Money) -> Int? {
    guard let cost = sums.cost else { return nil }
    guard cost > .zero, amount < cost else { return tasks }
    return ForecastSums.scaled(
      tasks, Int(max(amount, .zero).picodollars), Int(cost.picodollars))
  }
}

extension Money {
  /// What all tasks of a role will have cost.
  ///
  /// - Parameters:
  ///   - spent: on the finished ones, and on all that was tried of the open ones.
  ///   - likely: what the open ones are likely to cost; nil: as much each as the finished ones. Nil
  ///     is returned where none is finished then.
  static func ofAll(spent: Money, finished: Int, open: Int, likely: Money? = nil) -> Money? {
    if let likely {
      let (sum, isTooMuch) = spent.picodollars.addingReportingOverflow(likely.picodollars)
      return isTooMuch ? nil : Money(picodollars: sum)
    }
    guard finished > 0 else { return nil }
    return ForecastSums.scaled(Int(spent.picodollars), finished + open, finished).map {
      Money(picodollars: Int64($0))
    }
  }
}
