/// What stands between a claim and the wire: builds requests from jobs and articles, reads what
/// comes back and decides about it. No effects.
package struct RequestPlanner: Sendable {
  var builders: [String: RequestBuilder]
  let catalogue: ModelCatalogue
  let base: BaseURL
  let headers: RequestHeaders

  /// - Throws: a mistake in a template; never for jobs that `JobFile` has read.
  package init(
    jobs: [Job], catalogue: ModelCatalogue, base: BaseURL, key: APIKey
  ) throws(JobFileMistake) {
    var builders: [String: RequestBuilder] = [:]
    for job in jobs { builders[job.role] = try RequestBuilder(job) }
    self.builders = builders
    self.catalogue = catalogue
    self.base = base
    headers = RequestHeaders(
      key: key.secret, version: ProductVersion.number, referer: ProductVersion.home)
  }

  /// Whether answers to these jobs that a crash loses cost nothing the second time.
  package func repeatsFree(_ jobs: [Job]) -> Bool {
    base.repeatsFree && jobs.allSatisfy { $0.request.cache && $0.output != .image }
  }

  /// The name under which the queue keeps what was learnt.
  package var lessonsName: String { ModelLessons.namePrefix + base.text }

  /// What an earlier run has learnt and is in force still.
  package func lessons(_ document: KeptDocument?, now: Timestamp) -> ModelLessons {
    ModelLessons(document, catalogue: catalogue, now: now)
  }

  /// Teaches what became of a claim's request.
  ///
  /// - Returns: the lesson, if it is a new one.
  package func learn(
    _ outcome: Outcome, _ decision: Decision, of task: TaskID, from shape: AttemptShape,
    into lessons: inout ModelLessons, now: Timestamp
  ) -> ModelLesson? {
    lessons.learn(outcome, decision, of: task, from: shape, catalogue: catalogue, now: now)
  }

  /// A candidate's request; or, where it fits no model as it stands, what becomes of it unsent.
  ///
  /// - Parameters:
  ///   - thrift: what the balance leaves for answers.
  ///   - isBounded: there is a bound on what the queue may cost.
  package func prepare(
    _ candidate: Candidate, lessons: ModelLessons, thrift: Thrift = Thrift(),
    isBounded: Bool = false, now: Timestamp
  ) -> Preparation {
    guard let builder = builders[candidate.task.role] else { return .settle(.fail(.noJob)) }
    let ladder = builder.job.ladder
    let rung = min(candidate.task.rung, ladder.count - 1)
    if ladder[rung] == builder.job.describe?.model, let place = drawing(after: rung, on: ladder),
      let description = description(for: candidate)
    {
      return .settle(.proceed(description, step: 0, onto: place))
    }
    let above = ladder.indices.dropFirst(rung + 1)
    func plan(_ rung: Int) -> RequestPlan {
      builder.plan(
        candidate, model: ladder[rung], catalogue: catalogue,
        lesson: lessons.lesson(of: ladder[rung], now: now), thrift: thrift, isBounded: isBounded)
    }
    switch plan(rung) {
    case .send(let shape, let body):
      return .send(shape, body: body)
    case .tooLong(let needed, let limit):
      let failure = Failure.tooLong(model: ladder[rung], needed: needed, limit: limit)
      let larger = above.first { next in
        if case .send = plan(next) { return true }
        return false
      }
      return larger.map { .settle(.escalate(failure, rung: $0, model: ladder[$0])) }
        ?? .settle(.fail(failure))
    }
  }

  package func wireRequest(for claim: Claim) -> WireRequest {
    WireRequest(
      method: .post, url: base.text + claim.shape.route.path,
      headers: headers.chat(
        usesCache: builders[claim.task.role]?.job.request.cache ?? true,
        adjustment: claim.shape.adjustment, isResend: claim.isResend),
      body: claim.body)
  }

  /// Asks what an attempt has cost; nil where its id is none that the provider gives.
  package func question(about cost: UnknownCost) -> WireRequest? {
    GenerationAnswer.path(of: cost.generationID).map {
      WireRequest(method: .get, url: base.text + $0, headers: headers.common)
    }
  }

  /// Asks what the provider says of the key itself.
  package var keyQuestion: WireRequest {
    WireRequest(method: .get, url: base.text + "/key", headers: headers.common)
  }

  package func limits(for claim: Claim) -> ExchangeLimits {
    // A streamed token comes in an event of some 300 bytes, its reasoning twice in one of 500; some
    // providers send a token in several.
    let (bytes, isTooMany) = claim.shape.maxTokens.multipliedReportingOverflow(by: 2048)
    let isPlannable = !isTooMany && claim.shape.route == .chat
    let answer = isPlannable ? min(bytes + (1 << 20), Self.longestAnswer) : Self.longestAnswer
    let total = builders[claim.task.role]?.job.request.timeout ?? .seconds(600)
    return ExchangeLimits(
      firstByte: claim.shape.stream ? min(.seconds(180), total) : total,
      idle: claim.shape.stream ? min(.seconds(90), total) : total, total: total,
      responseBytes: answer)
  }

  /// In bytes; more is no answer of a language model, and three times its largest image.
  private static let longestAnswer = 64 << 20

  /// The place of a claim's request in the work on a long article; nil: it asks for the whole.
  private func work(of claim: Claim) -> SectionWork? {
    guard let step = claim.shape.adjustment.section, let job = builders[claim.task.role]?.job else {
      return nil
    }
    return SectionWork(
      claim.article, revision: claim.shape.revision, job: job, finished: claim.finished,
      note: claim.shape.adjustment.note, step: step)
  }

  /// What came back from a claim's request.
  package func read(_ exchange: Exchange, of claim: Claim, now: Timestamp) -> Reading {
    let job = builders[claim.task.role]?.job
    let work = work(of: claim)
    var reading = Reading.of(
      exchange, expecting: job?.output(of: claim.shape.model) ?? .text, model: claim.shape.model,
      route: claim.shape.route, now: now, request: claim.body,
      checks: job.map {
        AnswerChecks($0.checks, article: work?.checked ?? claim.article, whole: claim.article)
      })
    if let work, let job {
      reading.outcome = work.whole(
        reading.outcome, job: job, reasked: claim.shape.adjustment.reasked ?? [])
    }
    if case .failed(var failure, let circumstance) = reading.outcome {
      failure.remedy = proposal(failure.kind, claim.shape.model) + failure.remedy
      reading.outcome = .failed(failure, circumstance)
    }
    return reading
  }

  /// S14, S15: models that were perhaps meant, from the model list.
  private func proposal(_ kind: FailureKind, _ model: String) -> String {
    switch kind {
    case .unknownModel:
      let near = catalogue.nearestIDs(to: model)
      return near.isEmpty ? "" : "Did you mean \(near.joined(separator: ", "))? "
    case .noEndpoints where ModelID.isFree(model):
      let paid = ModelID.withoutVariant(model)
      return catalogue.card(of: paid) == nil ? "" : "The paid one is \(paid). "
    default: return ""
    }
  }

  /// What to do about it.
  package func decide(
    _ outcome: Outcome, on claim: Claim, now: Timestamp, chance: Double
  ) -> Decision {
    guard let job = builders[claim.task.role]?.job else { return .fail(.noJob) }
    if case .answered(let answer) = outcome {
      // What is begun is finished before what is new, and while that waits for room in a batch.
      if let work = work(of: claim), !work.isLast {
        return .proceed(answer, step: work.step, from: now)
      }
      let rung = job.ladder.firstIndex(of: claim.shape.model) ?? -1
      if claim.shape.model == job.describe?.model, let place = drawing(after: rung, on: job.ladder)
      {
        return .proceed(answer, step: 0, onto: place)
      }
    }
    return .about(
      outcome,
      in: Situation(
        task: claim.task, shape: claim.shape, ladder: job.ladder, attempts: job.attempts,
        moderated: catalogue.moderated(of: job.ladder),
        longestAnswer: longestAnswer(outcome, to: claim), now: now, chance: chance))
  }

  /// The written description of a candidate's image; nil: there is none.
  private func description(for candidate: Candidate) -> Answer? {
    guard let job = builders[candidate.task.role]?.job,
      PictureWork.isDescribed(
        job: job, revision: candidate.revision, candidate.finished,
        with: candidate.task.adjustment.note)
    else { return nil }
    return candidate.finished.first { $0.step == 0 }
      .map { Answer(output: $0.output, extraction: .text) }
  }

  /// Where an image is drawn after the rung on which it was described; nil: nowhere.
  private func drawing(after rung: Int, on ladder: [String]) -> LadderPlace? {
    ladder.indices.contains(rung + 1)
      ? LadderPlace(rung: rung + 1, model: ladder[rung + 1]) : nil
  }

  /// What the model can write after this request, where it was cut off.
  private func longestAnswer(_ outcome: Outcome, to claim: Claim) -> Int? {
    guard case .failed(let failure, _) = outcome,
      failure.kind == .truncated || failure.kind == .reasoningOnly
    else { return nil }
    let card = catalogue[claim.shape.model]
    let prompt = TokenEstimate.tokens(in: String(decoding: claim.body, as: UTF8.self))
    return min(card.maxCompletionTokens ?? .max, card.contextLength - prompt)
  }
}
