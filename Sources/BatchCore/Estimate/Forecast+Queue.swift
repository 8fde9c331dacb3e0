extension Forecast {
  /// Of what a queue holds: looks at sizes, at some texts of each size, and at the newest attempts;
  /// nothing is asked of anyone.
  ///
  /// - Parameters:
  ///   - jobs: each with the ladder that is to be asked.
  ///   - concurrency: nil: the live run's, else what a run has unless told otherwise.
  /// - Throws: `StoreFailure`, or a mistake in a template; never for jobs that `JobFile` has read.
  package init(
    of reader: any QueueReader, jobs: [Job], catalogue: ModelCatalogue, concurrency: Int? = nil,
    now: Timestamp
  ) throws {
    let pace = PaceRecord(try reader.document(named: PaceRecord.name))
    let running = concurrency == nil ? try reader.figures(now: now).run?.concurrency : nil
    self.init(
      roles: try jobs.map { RoleForecast(try RoleWork(of: reader, job: $0, catalogue)) },
      concurrency: concurrency ?? running ?? Self.usualConcurrency,
      rates: Dictionary(pace.rates.map { ($0.model, $0.perSecond) }) { min($0, $1) })
  }

  /// What `batch run` has unless told otherwise.
  package static let usualConcurrency = 5
}

extension RoleWork {
  /// Newest attempts from which is learned.
  private static let attemptsRead = 300

  init(of reader: any QueueReader, job: Job, _ catalogue: ModelCatalogue) throws {
    let builder = try RequestBuilder(job)
    let cards = job.ladder.map { catalogue[$0] }
    let sample = try reader.openWork(role: job.role)
    var looks: [[Look]] = []
    for size in sample.classes {
      looks.append(
        try size.chosen.compactMap { number in
          try reader.article(number: number).map { article in
            Look(
              bytes: article.title.utf8.count + article.body.utf8.count,
              expectation: builder.expectation(for: article, cards: cards))
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
    let longest = try sample.longest.flatMap { try reader.article(number: $0) }
    let unfit = longest.map { article in
      cards.filter { builder.expectation(for: article, cards: [$0]).isTooLong }
    }
    let nothing = Article(id: "", title: "", body: "")
    self.init(
      role: job.role, model: job.ladder.first { $0 != job.describe?.model } ?? job.ladder[0],
      cards: cards, sample: sample, looks: looks,
      empty: builder.expectation(for: nothing, cards: cards).requests.first
        ?? RequestExpectation(promptTokens: 0, completionTokens: 0),
      learned: Learned(attempts, cards: cards) { catalogue[$0] }, longestID: longest?.id,
      unfitModels: unfit?.map(\.id) ?? [],
      answer: job.output == .image ? .image : job.output.hasBody ? .body : .fields)
  }
}

extension Learned.Attempt {
  /// nil: the article is cut otherwise by now, or nothing of it would be sent.
  fileprivate init?(
    _ spent: SpentAttempt, of article: Article, _ builder: RequestBuilder, _ cards: [ModelCard],
    asked: ModelCard
  ) {
    let planned = builder.expectation(for: article, cards: cards).requests
    let step = spent.section ?? 0
    guard step < planned.count else { return nil }
    self.init(spent: spent, asked: planned[step], planned: planned[step])
    guard cards[planned[step].rung].id != asked.id else { return }
    let others = builder.expectation(for: article, cards: [asked]).requests
    guard step < others.count else { return nil }
    self.asked = others[step]
  }
}
