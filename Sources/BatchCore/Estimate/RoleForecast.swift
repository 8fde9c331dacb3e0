/// What is left of a role's work, and what it is likely to take.
package struct RoleForecast: Sendable, Equatable {
  package var role: String
  /// The first of the ladder, or the first of it that draws.
  package var model: String
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
  /// How long one answer takes; nil: none came yet.
  package var milliseconds: Int64?
  /// Models whose price is not known.
  package var unpricedModels: [String]
  /// The id of the longest article to do; nil: there is none.
  package var longestID: String?
  /// Models of the ladder that have no room for it.
  package var unfitModels: [String]
  /// None of the ladder has.
  package var isLongestUnfit: Bool
  /// What the answers are likely to take on disk.
  package var answerBytes: Int

  package init(
    role: String, model: String, articles: Int, cutArticles: Int, tooLongArticles: Int,
    sums: ForecastSums, overheadPercent: Int, learnedFrom: Int, attempts: Int,
    milliseconds: Int64?, unpricedModels: [String], longestID: String?, unfitModels: [String],
    isLongestUnfit: Bool, answerBytes: Int
  ) {
    self.role = role
    self.model = model
    self.articles = articles
    self.cutArticles = cutArticles
    self.tooLongArticles = tooLongArticles
    self.sums = sums
    self.overheadPercent = overheadPercent
    self.learnedFrom = learnedFrom
    self.attempts = attempts
    self.milliseconds = milliseconds
    self.unpricedModels = unpricedModels
    self.longestID = longestID
    self.unfitModels = unfitModels
    self.isLongestUnfit = isLongestUnfit
    self.answerBytes = answerBytes
  }
}

/// A role's work as it was looked at.
struct RoleWork {
  var role: String
  /// The first that makes what the role is for.
  var model: String
  /// Of the ladder.
  var cards: [ModelCard]
  var sample: WorkSample
  /// For each article that was chosen, by size class.
  var looks: [[Look]]
  /// An article without a word.
  var empty: RequestExpectation
  var learned: Learned
  var longestID: String?
  var unfitModels: [String]
  var answer: AnswerKind

  /// What answers take on disk.
  enum AnswerKind { case body, fields, image }

  struct Look {
    var bytes: Int
    var expectation: ArticleExpectation
  }
}

extension RoleForecast {
  init(_ work: RoleWork) {
    var sums = ForecastSums.zero
    var (cut, tooLong) = (0, 0)
    for (looks, size) in zip(work.looks, work.sample.classes) where !looks.isEmpty {
      sums = sums + work.sums(of: size, looks)
      cut += Self.share(of: size, looks) { $0.requests.count > 1 }
      tooLong += Self.share(of: size, looks) { $0.isTooLong }
    }
    let learned = work.learned
    if let cost = sums.cost {
      sums.cost = learned.overhead(cost)
    } else if let one = learned.costOfOne {
      sums.cost = one.times(sums.requests)
    }
    let asked = Set(work.looks.joined().flatMap(\.expectation.requests).map(\.rung))
    self.init(
      role: work.role, model: work.model, articles: work.sample.articles, cutArticles: cut,
      tooLongArticles: tooLong, sums: sums,
      overheadPercent: (learned.overhead.thousandths + 5) / 10,
      learnedFrom: learned.attempts.attempts, attempts: learned.attempts(sums.requests),
      milliseconds: learned.milliseconds,
      unpricedModels: asked.sorted().map { work.cards[$0] }
        .filter { $0.cost(of: work.empty) == nil }.map(\.id),
      longestID: work.longestID, unfitModels: work.unfitModels,
      isLongestUnfit: work.unfitModels.count == work.cards.count,
      answerBytes: work.bytes(of: sums))
  }

  private static func share(
    of size: WorkSample.SizeClass, _ looks: [RoleWork.Look],
    _ isCounted: (ArticleExpectation) -> Bool
  ) -> Int {
    ForecastSums.scaled(looks.count { isCounted($0.expectation) }, size.articles, looks.count) ?? 0
  }
}

extension RoleWork {
  /// An image of the size that most models draw.
  private static let imageBytes = 2_000_000
  /// A token in the longest of the scripts, Cyrillic, and what the ledger keeps of a request.
  private static let (tokenBytes, attemptBytes) = (7, 1_000)

  fileprivate func bytes(of sums: ForecastSums) -> Int {
    let answers =
      switch answer {
      case .body: ForecastSums.scaled(sample.bytes, 21, 20)
      case .fields: ForecastSums.scaled(sums.completionTokens, Self.tokenBytes, 1)
      case .image: ForecastSums.scaled(sample.articles, Self.imageBytes, 1)
      }
    let ledger = ForecastSums.scaled(sums.requests, Self.attemptBytes, 1)
    return (answers ?? .max / 2) + min(ledger ?? .max / 2, .max / 2)
  }

  /// Of all articles of a size. What every request has in common goes by their number, the rest by
  /// the length of the texts.
  fileprivate func sums(of size: WorkSample.SizeClass, _ looks: [Look]) -> ForecastSums {
    let requests = looks.flatMap(\.expectation.requests)
    let common = requests.reduce(.zero) { sums, request in
      var empty = empty
      empty.rung = request.rung
      return sums + self.sums(empty)
    }
    let rest = requests.reduce(.zero) { $0 + sums($1) } - common
    let bytes = looks.reduce(0) { $0 + $1.bytes }
    let byNumber = common.times(size.articles, by: looks.count)
    return byNumber
      + (bytes > 0
        ? rest.times(size.bytes, by: bytes) : rest.times(size.articles, by: looks.count))
  }

  private func sums(_ request: RequestExpectation) -> ForecastSums {
    ForecastSums(learned.corrected(request, cards), cost: learned.cost(of: request, cards))
  }
}
