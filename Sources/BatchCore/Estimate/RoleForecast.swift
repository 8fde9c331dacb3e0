/// What is left of a role's work, and what it is likely to take.
package struct RoleForecast: Sendable, Equatable {
  package var role: String
  /// The one that new work starts with, or that draws it.
  package var model: String
  /// Why that is not the first of the ladder, or the first of it that draws; nil: it is.
  package var moved: MovedStart?
  package var articles: Int
  /// Those of them that go in sections, about.
  package var cutArticles: Int
  /// Those that no model of the ladder has room for, about: they fail unsent.
  package var tooLongArticles: Int
  /// Requests and tokens without those that are to fail, and what all is likely to cost.
  package var sums: ForecastSums
  /// What it costs in hundredths of that without failures and other models.
  package var overheadPercent: Int
  /// Attempts whose answers were taken, from which it is known.
  package var learnedFrom: Int
  /// Requests with those that are to fail.
  package var attempts: Int
  /// Those of them that go in batches, or are in one, at half the price.
  package var batched: Int
  /// How long one answer takes; nil: none came yet.
  package var milliseconds: Int64?
  /// Models whose price is not known.
  package var unpricedModels: [String]
  /// What the answers are likely to take on disk.
  package var answerBytes: Int

  package init(
    role: String, model: String, moved: MovedStart? = nil, articles: Int, cutArticles: Int,
    tooLongArticles: Int, sums: ForecastSums, overheadPercent: Int, learnedFrom: Int,
    attempts: Int, batched: Int = 0, milliseconds: Int64?, unpricedModels: [String],
    answerBytes: Int
  ) {
    self.role = role
    self.model = model
    self.moved = moved
    self.articles = articles
    self.cutArticles = cutArticles
    self.tooLongArticles = tooLongArticles
    self.sums = sums
    self.overheadPercent = overheadPercent
    self.learnedFrom = learnedFrom
    self.attempts = attempts
    self.batched = batched
    self.milliseconds = milliseconds
    self.unpricedModels = unpricedModels
    self.answerBytes = answerBytes
  }
}

extension RoleForecast {
  init(_ work: RoleWork) {
    let learned = work.learned
    var sums = work.sums
    let bare = work.withoutOverhead.sums.cost
    if sums.cost == nil, let one = learned.costOfOne { sums.cost = one.times(sums.requests) }
    let all = work.shares
    let asked = Set(all.flatMap(\.expectations).flatMap(\.requests).map(\.rung))
    let nothing = RequestExpectation(promptTokens: 0, completionTokens: 0)
    let batched = all.reduce(0) { $0 + $1.count(where: \.isBatched) }
    self.init(
      role: work.role, model: work.ladder.model, moved: work.ladder.moved,
      articles: work.sample.articles,
      cutArticles: all.reduce(0) { $0 + $1.count { $0.requests.count > 1 } },
      tooLongArticles: all.reduce(0) { $0 + $1.count(where: \.isTooLong) }, sums: sums,
      overheadPercent: Self.percent(sums.cost, of: bare)
        ?? learned.overheads[work.ladder.rung(of: WorkSample.Place())]?.percent ?? 100,
      learnedFrom: learned.attempts.attempts, attempts: learned.attempts(sums.requests),
      batched: batched, milliseconds: learned.milliseconds,
      unpricedModels: asked.sorted().map { work.cards[$0] }
        .filter { $0.cost(of: nothing) == nil }.map(\.id),
      answerBytes: work.bytes(of: sums))
  }

  /// nil: not known, or of nothing.
  private static func percent(_ cost: Money?, of bare: Money?) -> Int? {
    guard let cost, let bare, bare > .zero else { return nil }
    return ForecastSums.scaled(Int(cost.picodollars), 100, Int(bare.picodollars))
  }
}
