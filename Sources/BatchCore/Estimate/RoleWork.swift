/// A role's work as it was looked at.
struct RoleWork {
  var role: String
  var ladder: WorkLadder
  /// Of the ladder.
  var cards: [ModelCard]
  var sample: WorkSample
  /// For each article that was chosen, by size class.
  var looks: [[Look]]
  /// What is asked of an article without a word: one request, or a description and its drawing.
  var empty: [RequestExpectation]
  /// Of each long article that is begun what is answered already.
  var finished: [[RequestExpectation]] = []
  var learned: Learned
  var answer: AnswerKind
  /// What can go through the batch lane does.
  var usesBatches = false

  /// What answers take on disk.
  enum AnswerKind { case body, fields, image }

  struct Look {
    var bytes: Int
    /// By the rung on which its work starts.
    var expectations: [Int: ArticleExpectation]
  }

  /// Articles of a size that stand at one place, and those of the size that were looked at.
  struct Share {
    var place: WorkSample.Place
    var amount: WorkSample.Amount
    /// Bytes of what was looked at.
    var bytes: Int
    var expectations: [ArticleExpectation]

    /// About how many of them are as those that were looked at.
    func count(where isCounted: (ArticleExpectation) -> Bool) -> Int {
      ForecastSums.scaled(
        expectations.count(where: isCounted), amount.articles, expectations.count) ?? 0
    }
  }

  /// All of the work.
  var shares: [Share] {
    zip(looks, sample.classes).flatMap { looks, size in
      size.places.filter { _ in !looks.isEmpty }.map { place, amount in
        let rung = ladder.rung(of: place)
        return Share(
          place: place, amount: amount, bytes: looks.reduce(0) { $0 + $1.bytes },
          expectations: looks.compactMap { look in
            guard var expectation = look.expectations[rung] else { return nil }
            let isBatched = place.isInBatch || goesInBatch(expectation, from: place)
            expectation.isBatched = isBatched
            return expectation
          })
      }
    }
  }

  /// Only new work for the first model does, in one request and with words for an answer.
  private func goesInBatch(
    _ expectation: ArticleExpectation, from place: WorkSample.Place
  ) -> Bool {
    let requests = expectation.requests
    return usesBatches && place.model == nil && requests.count == 1 && requests[0].rung == 0
      && !requests[0].makesImage
  }

  var sums: ForecastSums {
    let done = finished.joined().reduce(ForecastSums.zero) { $0 + sums($1, isBatched: false) }
    return shares.reduce(.zero) { $0 + sums(of: $1) } - done
  }

  /// The same without what fails on the way.
  var withoutOverhead: RoleWork {
    var work = self
    work.learned.overheads = [:]
    return work
  }

  /// Of all articles of a share. What every request has in common goes by their number, the rest by
  /// the length of the texts.
  private func sums(of share: Share) -> ForecastSums {
    var (common, all) = (ForecastSums.zero, ForecastSums.zero)
    for expectation in share.expectations {
      for request in expectation.requests {
        if var same = empty.first(where: { $0.makesImage == request.makesImage }) {
          same.rung = request.rung
          common = common + sums(same, isBatched: expectation.isBatched)
        }
        all = all + sums(request, isBatched: expectation.isBatched)
      }
    }
    let byNumber = common.times(share.amount.articles, by: share.expectations.count)
    return byNumber
      + (share.bytes > 0
        ? (all - common).times(share.amount.bytes, by: share.bytes)
        : (all - common).times(share.amount.articles, by: share.expectations.count))
  }

  private func sums(_ request: RequestExpectation, isBatched: Bool) -> ForecastSums {
    var cost = learned.costOfAll(of: request, cards)
    // What fails in a batch is asked for again at the whole price.
    if isBatched, let all = cost, let one = learned.cost(of: request, cards) {
      cost = all - Money(picodollars: one.picodollars / 2)
    }
    return ForecastSums(learned.corrected(request, cards), cost: cost)
  }

  /// An image of the size that most models draw.
  private static let imageBytes = 2_000_000
  /// A token in the longest of the scripts, Cyrillic, and what the ledger keeps of a request.
  private static let (tokenBytes, attemptBytes) = (7, 1_000)

  /// What the answers take on disk.
  func bytes(of sums: ForecastSums) -> Int {
    let answers =
      switch answer {
      case .body: ForecastSums.scaled(sample.bytes, 21, 20)
      case .fields: ForecastSums.scaled(sums.completionTokens, Self.tokenBytes, 1)
      case .image: ForecastSums.scaled(sample.articles, Self.imageBytes, 1)
      }
    let ledger = ForecastSums.scaled(sums.requests, Self.attemptBytes, 1)
    return (answers ?? .max / 2) + min(ledger ?? .max / 2, .max / 2)
  }
}
