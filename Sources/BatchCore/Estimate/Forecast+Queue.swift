extension Forecast {
  /// Of what a queue holds: looks at sizes, at some texts of each size, and at the newest attempts;
  /// nothing is asked of anyone.
  ///
  /// - Parameters:
  ///   - jobs: each with the ladder that is to be asked.
  ///   - usesBatches: what can go through the batch lane does.
  ///   - concurrency: nil: the live run's, else what a run has unless told otherwise.
  /// - Throws: `StoreFailure`, or a mistake in a template; never for jobs that `JobFile` has read.
  package init(
    of reader: any QueueReader, jobs: [Job], catalogue: ModelCatalogue, usesBatches: Bool = false,
    concurrency: Int? = nil, now: Timestamp
  ) throws {
    let pace = PaceRecord(try reader.document(named: PaceRecord.name))
    let moved = pace.passedOver.filter { $0.isInForce(at: now) }
    let running = concurrency == nil ? try reader.figures(now: now).run?.concurrency : nil
    self.init(
      roles: try jobs.map { job in
        var work = try RoleWork(of: reader, job: job, catalogue, moved)
        work.usesBatches = usesBatches
        return RoleForecast(work)
      },
      concurrency: concurrency ?? running ?? Self.usualConcurrency,
      rates: Dictionary(pace.rates.map { ($0.model, $0.perSecond) }) { min($0, $1) })
  }

  /// What `batch run` has unless told otherwise.
  package static let usualConcurrency = 5
}

extension RoleWork {
  /// Newest attempts from which is learned.
  private static let attemptsRead = 300

  /// - Parameter moved: models with which no new work starts now.
  init(
    of reader: any QueueReader, job: Job, _ catalogue: ModelCatalogue, _ moved: [MovedStart]
  ) throws {
    let builder = try RequestBuilder(job)
    let cards = job.ladder.map { catalogue[$0] }
    let ladder = WorkLadder(job, moved: moved)
    let sample = try reader.openWork(role: job.role)
    let rungs = Set(sample.classes.flatMap(\.places.keys).map(ladder.rung))
    var looks: [[Look]] = []
    for size in sample.classes {
      looks.append(
        try size.chosen.compactMap { number in
          try reader.article(number: number).map { article in
            Look(
              bytes: article.title.utf8.count + article.body.utf8.count,
              expectations: Dictionary(
                uniqueKeysWithValues: rungs.map {
                  ($0, builder.expectation(for: article, cards: cards, from: $0))
                }))
          }
        })
    }
    let attempts = try reader.spending(role: job.role, limit: Self.attemptsRead)
      .filter { $0.job == job.digest }
      .compactMap { spent in
        try reader.article(number: spent.article).flatMap {
          Learned.Attempt(spent, of: $0, builder, cards, asked: catalogue[spent.model])
        }
      }
    let begun = try job.sections == nil ? [] : reader.begunWork(role: job.role)
    let nothing = Article(id: "", title: "", body: "")
    self.init(
      role: job.role, ladder: ladder, cards: cards, sample: sample, looks: looks,
      empty: builder.expectation(for: nothing, cards: cards).requests,
      finished: try begun.compactMap { work in
        try reader.article(number: work.article).map { article in
          work.answered(
            of: builder.expectation(
              for: article, cards: cards, from: ladder.rung(of: work.place)), job: job)
        }
      },
      learned: Learned(attempts, cards: cards) { catalogue[$0] },
      answer: job.output == .image ? .image : job.output.hasBody ? .body : .fields)
  }
}

extension BegunWork {
  /// The requests that are not made again; one is in any case, which makes the whole.
  fileprivate func answered(of all: ArticleExpectation, job: Job) -> [RequestExpectation] {
    let count = finished.fitting(job: job, revision: revision, note: note).count
    return Array(all.requests.dropLast().prefix(count))
  }
}

extension Learned.Attempt {
  /// nil: the article is cut otherwise by now, or nothing of it would be sent.
  fileprivate init?(
    _ spent: SpentAttempt, of article: Article, _ builder: RequestBuilder, _ cards: [ModelCard],
    asked: ModelCard
  ) {
    let known = cards.firstIndex { $0.id == spent.model }
    let rung = known ?? cards.count
    let planned = builder.expectation(
      for: article, cards: known == nil ? cards + [asked] : cards, from: rung
    ).requests
    // What is drawn is asked for last, whether it was described or not.
    let isDrawing = builder.job.output == .image && spent.model != builder.job.describe?.model
    let step = isDrawing ? planned.count - 1 : spent.section ?? 0
    guard planned.indices.contains(step) else { return nil }
    self.init(spent: spent, rung: known, asked: planned[step])
    self.asked.rung = rung
  }
}
