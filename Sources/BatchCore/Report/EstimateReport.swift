import Foundation

/// The document of `batch estimate --json`, version 1; absent figures are null, never 0.
package struct EstimateReport: Encodable, Sendable {
  package let forecast: Forecast
  package let allowances: [Allowance]
  /// What the queue has cost until now.
  package let spent: Money
  /// As the user named it.
  package let database: String

  package init(
    _ forecast: Forecast, allowances: [Allowance], spent: Money, database: String
  ) {
    self.forecast = forecast
    self.allowances = allowances
    self.spent = spent
    self.database = database
  }

  /// What the queue will have cost when this work is done; nil: not known.
  package var costOfAll: Money? {
    forecast.sums.cost.flatMap { .ofAll(spent: spent, finished: 0, open: 0, likely: $0) }
  }

  private enum Name: String, CodingKey {
    case version, database, roles, tasks, costUSD, seconds, concurrency, spentUSD, totalUSD
    case allowances
  }

  package func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: Name.self)
    try members.encode(1, forKey: .version)
    try members.encode(database, forKey: .database)
    try members.encode(
      forecast.roles.map { RoleEntry(role: $0, seconds: forecast.seconds($0)) }, forKey: .roles)
    try members.encode(forecast.tasks, forKey: .tasks)
    try members.encode(forecast.sums.cost?.dollars, forKey: .costUSD)
    try members.encode(forecast.seconds, forKey: .seconds)
    try members.encode(forecast.concurrency, forKey: .concurrency)
    try members.encode(spent.dollars, forKey: .spentUSD)
    try members.encode(costOfAll?.dollars, forKey: .totalUSD)
    try members.encode(
      allowances.map { AllowanceEntry(allowance: $0, forecast: forecast) }, forKey: .allowances)
  }
}

/// One role in the document.
private struct RoleEntry: Encodable {
  let role: RoleForecast
  let seconds: Int?

  private enum Name: String, CodingKey {
    case role, model, articles, articlesInSections, articlesTooLong, requests
    case attempts, promptTokens
    case completionTokens, costUSD, overheadPercent, learnedFrom, seconds, unpricedModels
    case requestsInBatches
  }

  func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: Name.self)
    try members.encode(role.role, forKey: .role)
    try members.encode(role.model, forKey: .model)
    try members.encode(role.articles, forKey: .articles)
    try members.encode(role.cutArticles, forKey: .articlesInSections)
    try members.encode(role.tooLongArticles, forKey: .articlesTooLong)
    try members.encode(role.sums.requests, forKey: .requests)
    try members.encode(role.attempts, forKey: .attempts)
    try members.encode(role.sums.promptTokens, forKey: .promptTokens)
    try members.encode(role.sums.completionTokens, forKey: .completionTokens)
    try members.encode(role.sums.cost?.dollars, forKey: .costUSD)
    try members.encode(
      role.learnedFrom > 0 ? role.overheadPercent - 100 : nil, forKey: .overheadPercent)
    try members.encode(role.learnedFrom, forKey: .learnedFrom)
    try members.encode(seconds, forKey: .seconds)
    try members.encode(role.unpricedModels, forKey: .unpricedModels)
    try members.encode(role.batched, forKey: .requestsInBatches)
  }
}

/// One amount that may still be spent.
private struct AllowanceEntry: Encodable {
  let allowance: Allowance
  let forecast: Forecast

  private enum Name: String, CodingKey { case source, leftUSD, isEnough, tasks }

  func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: Name.self)
    try members.encode(allowance.source, forKey: .source)
    try members.encode(allowance.left.dollars, forKey: .leftUSD)
    try members.encode(allowance.covers(forecast), forKey: .isEnough)
    try members.encode(forecast.tasks(for: allowance.left), forKey: .tasks)
  }
}
