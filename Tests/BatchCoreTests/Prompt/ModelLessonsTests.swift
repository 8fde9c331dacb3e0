import BatchCore
import Testing

@Suite struct ModelLessonsTests {
  private let model = "openai/gpt-4o-mini"
  private let catalogue = ModelCatalogue([RequestTexts.card])
  private let now = Scenario.noon

  private func later(_ seconds: Int) -> Timestamp { now + .seconds(seconds) }

  private func plan(
    _ lesson: ModelLesson?, adjustment: Adjustment = .none,
    resend: (shape: AttemptShape, jobSource: String)? = nil
  ) throws -> (shape: AttemptShape, body: [UInt8]) {
    let plan = try RequestBuilder(RequestTexts.job()).plan(
      RequestTexts.candidate(adjustment: adjustment, resend: resend), model: model,
      catalogue: catalogue, lesson: lesson)
    guard case .send(let shape, let body) = plan else { throw CancellationError() }
    return (shape, body)
  }

  /// One refused request, and what is decided about it.
  private func refuse(
    _ kind: FailureKind, _ circumstance: Circumstance, _ shape: AttemptShape,
    _ lessons: inout ModelLessons, ladder: [String]? = nil, at moment: Timestamp? = nil
  ) -> (lesson: ModelLesson?, decision: Decision) {
    var situation = Situation.example(ladder: ladder ?? [model])
    situation.shape = shape
    let outcome = Outcome.failed(Failure(kind), circumstance)
    let decision = Decision.about(outcome, in: situation)
    let lesson = lessons.learn(
      outcome, decision, from: shape, catalogue: catalogue, now: moment ?? now)
    return (lesson, decision)
  }

  private func answer(
    _ shape: AttemptShape, _ lessons: inout ModelLessons, at moment: Timestamp? = nil
  ) {
    let answer = Answer(output: "{}", extraction: .whole)
    _ = lessons.learn(
      .answered(answer), .succeed(answer), from: shape, catalogue: catalogue, now: moment ?? now)
  }

  @Test(
    arguments: [
      (.unsupportedParameter, .parameters([Constraint.format]), ["\"json_schema\""]),
      (.unsupportedParameter, .parameters(["temperature"]), ["\"temperature\""]),
      (.noEndpoints, .parameters(["reasoning"]), ["\"reasoning\""]),
      (.noEndpoints, .strictness, ["\"strict\":true"]),
      (
        .noEndpoints, .parameters([]),
        ["\"response_format\"", "\"temperature\"", "\"reasoning\""]
      ),
    ] as [(FailureKind, Constraint, [String])])
  func `what one request is refused for, the next does not send`(
    kind: FailureKind, constraint: Constraint, words: [String]
  ) throws {
    var lessons = ModelLessons()
    let first = try plan(nil)
    for word in words { #expect(String(decoding: first.body, as: UTF8.self).contains(word)) }
    let learnt = refuse(kind, Circumstance { $0.constraint = constraint }, first.shape, &lessons)
    #expect(learnt.lesson != nil)
    let next = try plan(lessons.lesson(of: model, now: now))
    for word in words { #expect(!String(decoding: next.body, as: UTF8.self).contains(word)) }
    // The refused task's own next request is the same.
    guard case .retry(_, _, let adjustment) = learnt.decision else {
      Issue.record("no retry")
      return
    }
    #expect(try plan(nil, adjustment: adjustment).body == next.body)
    let again = refuse(kind, Circumstance { $0.constraint = constraint }, first.shape, &lessons)
    #expect(again.lesson == nil, "one that was in flight teaches nothing new")
  }

  @Test func `a provider that refuses is passed over by all, until that leaves nobody`() throws {
    var lessons = ModelLessons()
    let first = try plan(nil)
    _ = refuse(
      .upstreamRefused, Circumstance { $0.provider = "Novita" }, first.shape, &lessons)
    let next = try plan(lessons.lesson(of: model, now: now))
    #expect(next.shape.adjustment.ignoredProviders == ["novita"])
    _ = refuse(.noEndpoints, Circumstance { $0.constraint = .providers }, next.shape, &lessons)
    #expect(try plan(lessons.lesson(of: model, now: now)).body == first.body)
  }

  @Test func `reasoning that ate the room makes it larger for all`() throws {
    var lessons = ModelLessons()
    let first = try plan(nil)
    _ = refuse(.reasoningOnly, Circumstance(), first.shape, &lessons)
    let next = try plan(lessons.lesson(of: model, now: now))
    #expect(next.shape.maxTokens == 3 * first.shape.maxTokens)
    _ = refuse(.reasoningOnly, Circumstance(), next.shape, &lessons)
    #expect(try plan(lessons.lesson(of: model, now: now)).shape.maxTokens == 16_384)
  }

  @Test func `an answer that is too long for the provider is not asked for again`() throws {
    var lessons = ModelLessons()
    let circumstance = Circumstance { $0.longestAnswer = 1500 }
    _ = refuse(.tooLong, circumstance, try plan(nil).shape, &lessons)
    #expect(try plan(lessons.lesson(of: model, now: now)).shape.maxTokens == 1500)
  }

  @Test func `a fault, a throttle and one article's trouble teach nothing`() throws {
    var lessons = ModelLessons()
    let first = try plan(nil)
    for kind in FailureKind.allCases {
      let learnt = refuse(kind, Circumstance { $0.provider = "Novita" }, first.shape, &lessons)
      let isOfModel = [.upstreamRefused, .reasoningOnly, .unsupportedParameter].contains(kind)
      #expect((learnt.lesson != nil) == isOfModel, "\(kind)")
      lessons = ModelLessons()
    }
  }

  @Test func `a lesson that nobody has proven is for ten minutes and never kept`() throws {
    var lessons = ModelLessons()
    let circumstance = Circumstance { $0.constraint = .strictness }
    let first = try plan(nil).shape
    _ = refuse(.noEndpoints, circumstance, first, &lessons)
    #expect(lessons.lesson(of: model, now: later(599)) != nil)
    #expect(lessons.lesson(of: model, now: later(600)) == nil)
    answer(first, &lessons)
    #expect(lessons.proven.isEmpty, "that request did not follow it")
    answer(try plan(lessons.lesson(of: model, now: now)).shape, &lessons, at: later(1))
    #expect(lessons.proven[model]?.isLax == true)
  }

  private func proven() throws -> ModelLessons {
    var lessons = ModelLessons()
    let circumstance = Circumstance { $0.constraint = .parameters([Constraint.format]) }
    _ = refuse(.unsupportedParameter, circumstance, try plan(nil).shape, &lessons)
    answer(try plan(lessons.lesson(of: model, now: now)).shape, &lessons)
    return lessons
  }

  @Test func `what is proven is kept for a week, unless the model list changes`() throws {
    let lessons = try proven()
    let document = lessons.document(name: "lessons", now: now)
    #expect(document.name == "lessons")
    func restored(_ catalogue: ModelCatalogue, _ moment: Timestamp) -> ModelLessons {
      ModelLessons(document, catalogue: catalogue, now: moment)
    }
    let soon = restored(catalogue, later(6 * 86_400))
    #expect(soon.lesson(of: model, now: later(6 * 86_400)) == lessons.lesson(of: model, now: now))
    #expect(soon.lesson(of: model, now: later(8 * 86_400)) == nil, "also in a long run")
    #expect(restored(catalogue, later(7 * 86_400)).proven.isEmpty)
    var card = RequestTexts.card
    card.supportedParameters = ["temperature", "structured_outputs"]
    #expect(restored(ModelCatalogue([card]), later(1)).proven.isEmpty)
    #expect(restored(ModelCatalogue([]), later(1)).proven.isEmpty)
  }

  @Test(arguments: ["", "[]", "{", #"{"a/b":{"format":"x"}}"#, #"{"a/b":null}"#])
  func `a document that is none is as good as no lesson`(_ text: String) {
    let document = KeptDocument(name: "lessons", fetchedAt: now, text: text)
    #expect(ModelLessons(document, catalogue: catalogue, now: now) == ModelLessons())
  }

  @Test func `a lost attempt is sent again with its own bytes, whatever was learnt since`() throws {
    let first = try plan(nil)
    let lesson = try #require(try proven().lesson(of: model, now: now))
    let source = try RequestTexts.job().source
    let again = try plan(lesson, resend: (first.shape, source))
    #expect(again.body == first.body)
    #expect(again.shape == first.shape)
    // And one that followed it, though it is forgotten.
    let following = try plan(lesson)
    #expect(following.body != first.body)
    #expect(try plan(nil, resend: (following.shape, source)).body == following.body)
  }

  @Test func `a model that is not there is not asked again while another is`() throws {
    let ladder = [model, "a/next"]
    var lessons = ModelLessons()
    let shape = try plan(nil).shape
    _ = refuse(.unknownModel, Circumstance(), shape, &lessons, ladder: ladder)
    #expect(lessons.absence(of: model, now: later(599)) == .unknownModel)
    #expect(lessons.absence(of: model, now: later(600)) == nil)
    #expect(lessons.absence(of: "a/next", now: now) == nil)
    // A 404 may be about one long article: three in a row are not.
    lessons = ModelLessons()
    for count in 1...3 {
      _ = refuse(.noEndpoints, Circumstance(), shape, &lessons, ladder: ladder)
      #expect((lessons.absence(of: model, now: now) != nil) == (count == 3))
    }
    answer(shape, &lessons)
    #expect(lessons.absence(of: model, now: now) == nil)
    #expect(lessons.proven.isEmpty)
  }
}
