/// What the ledger teaches of a role's requests.
struct Learned: Sendable, Equatable {
  /// What a model has used beside what was expected of it, in attempts that were taken.
  struct Use: Sendable, Equatable {
    var prompt = Correction.none
    var completion = Correction.none
    /// Of the list's prices.
    var price = Correction.none
  }

  var uses: [String: Use] = [:]
  /// Of all of them, for a model that was not asked yet: the texts are the same.
  var anyUse = Use()
  /// By rung: what all attempts there and above have cost beside what those there were to cost, of
  /// work that came there: more tries, more models.
  var overheads: [Int: Correction] = [:]
  /// Attempts for one that was taken.
  var attempts = Correction.none
  /// Of one that was taken.
  var milliseconds: Int64?
  /// Of one that was taken, with all that failed on the way; nil: none was.
  var costOfOne: Money?

  static let nothing = Learned()
}

extension Learned {
  /// An attempt, and what was expected.
  struct Attempt {
    var spent: SpentAttempt
    /// On the ladder; nil: its model is not there.
    var rung: Int?
    /// Of the model that was asked.
    var asked: RequestExpectation

    /// What it was a part of: an article's work, or that on one of its sections; of an image what
    /// describes it is one part, and what draws it another.
    fileprivate struct Work: Hashable {
      var article: Int64
      var section: Int?
      var makesImage: Bool
    }

    fileprivate var work: Work {
      Work(article: spent.article, section: spent.section, makesImage: asked.makesImage)
    }
  }

  /// - Parameters:
  ///   - cards: of the ladder.
  ///   - card: of any model.
  init(_ all: [Attempt], cards: [ModelCard], card: (String) -> ModelCard) {
    let taken = all.filter { $0.spent.isDone }
    guard !taken.isEmpty else { return }
    anyUse = Use(tokensOf: taken)
    for (model, taken) in Dictionary(grouping: taken, by: \.spent.model) {
      uses[model] = Use(taken, card: card(model))
    }
    let works = Dictionary(grouping: all.filter { $0.rung != nil }, by: \.work)
    for rung in cards.indices {
      overheads[rung] = overhead(on: rung, of: Array(works.values), cards)
    }
    attempts = Correction(
      used: Int64(all.count), expected: Int64(taken.count), attempts: taken.count)
    let live = taken.filter { !$0.spent.isInBatch }
    if !live.isEmpty {
      milliseconds = live.reduce(0) { $0 + $1.spent.milliseconds } / Int64(live.count)
    }
    let priced = taken.filter { $0.spent.wholeCost != nil }
    let paid = all.compactMap(\.spent.wholeCost).reduce(Int64(0)) { $0 &+ $1.picodollars }
    if !priced.isEmpty { costOfOne = Money(picodollars: paid / Int64(priced.count)) }
  }

  /// - Returns: nil where nothing that came to the rung has ended well at a known price.
  private func overhead(on rung: Int, of works: [[Attempt]], _ cards: [ModelCard]) -> Correction? {
    var (paid, expected, count) = (Int64(0), Int64(0), 0)
    for work in works {
      guard let here = work.first(where: { $0.rung == rung }) else { continue }
      let after = work.filter { $0.rung ?? 0 >= rung }
      paid &+= after.compactMap(\.spent.wholeCost).reduce(0) { $0 &+ $1.picodollars }
      // One that was sent back, or redone, was taken more than once.
      let taken = after.count { $0.spent.isDone && $0.spent.wholeCost != nil }
      guard taken > 0 else { continue }
      guard let one = cost(of: here.asked, cards) else { return nil }
      expected &+= one.picodollars &* Int64(taken)
      count += taken
    }
    return count > 0 ? Correction(used: paid, expected: expected, attempts: count) : nil
  }

  /// A request as it is likely to be after all.
  func corrected(_ request: RequestExpectation, _ cards: [ModelCard]) -> RequestExpectation {
    let use = uses[cards[request.rung].id] ?? anyUse
    var request = request
    request.promptTokens = use.prompt(request.promptTokens)
    request.completionTokens = use.completion(request.completionTokens)
    return request
  }

  /// The same with what fails on the way.
  func costOfAll(of request: RequestExpectation, _ cards: [ModelCard]) -> Money? {
    cost(of: request, cards).flatMap { overheads[request.rung]?($0) ?? $0 }
  }

  /// What a request costs, without others that fail; nil: a price is not known.
  func cost(of request: RequestExpectation, _ cards: [ModelCard]) -> Money? {
    let card = cards[request.rung]
    let listed = card.cost(of: corrected(request, cards))
    return listed.flatMap { uses[card.id]?.price($0) ?? $0 }
  }
}

extension Learned.Use {
  fileprivate init(_ taken: [Learned.Attempt], card: ModelCard) {
    self.init(tokensOf: taken)
    let prices = taken.compactMap { Self.prices($0, card: card) }
    price = Correction(
      used: prices.reduce(0) { $0 &+ $1.paid }, expected: prices.reduce(0) { $0 &+ $1.listed },
      attempts: prices.count)
  }

  fileprivate init(tokensOf taken: [Learned.Attempt]) {
    let told = taken.filter { ($0.spent.promptTokens ?? 0) > 0 }
    func sum(_ value: (Learned.Attempt) -> Int) -> Int64 {
      told.reduce(0) { $0 + Int64(value($1)) }
    }
    prompt = Correction(
      used: sum { $0.spent.promptTokens ?? 0 }, expected: sum { $0.asked.promptTokens },
      attempts: told.count)
    completion = Correction(
      used: sum { $0.spent.completionTokens ?? 0 }, expected: sum { $0.asked.completionTokens },
      attempts: told.count)
  }

  private static func prices(
    _ attempt: Learned.Attempt, card: ModelCard
  ) -> (paid: Int64, listed: Int64)? {
    guard let cost = attempt.spent.wholeCost, let prompt = attempt.spent.promptTokens, prompt > 0,
      let completion = attempt.spent.completionTokens,
      let listed = card.cost(
        of: RequestExpectation(
          promptTokens: prompt, completionTokens: completion,
          makesImage: attempt.asked.makesImage))
    else { return nil }
    return (cost.picodollars, listed.picodollars)
  }
}
