import BatchCore
import Testing

@Suite struct ModelLessonsTests {
  private let model = "openai/gpt-4o-mini"
  private let catalogue = ModelCatalogue([RequestTexts.card])
  private let now = Scenario.noon

  private func later(_ seconds: Int) -> Timestamp { now + .seconds(seconds) }

  private func plan(
    _ lesson: ModelLesson?, adjustment: Adjustment = .none,
    resend: (shape: AttemptShape, jobSource: String)? = nil, room: String = "2000"
  ) throws -> (shape: AttemptShape, body: [UInt8]) {
    let job = try RequestTexts.job {
      $0.replacing("maxTokens: 2000", with: "maxTokens: \(room)")
    }
    let plan = try RequestBuilder(job).plan(
      RequestTexts.candidate(adjustment: adjustment, resend: resend), model: model,
      catalogue: catalogue, lesson: lesson)
    guard case .send(let shape, let body) = plan else { throw CancellationError() }
    return (shape, body)
  }

  /// One refused request, and what is decided about it.
  private func refuse(
    _ kind: FailureKind, _ circumstance: Circumstance, _ shape: AttemptShape,
    _ lessons: inout ModelLessons, ladder: [String]? = nil, of task: Int64 = 1,
    catalogue: ModelCatalogue? = nil, at moment: Timestamp? = nil
  ) -> (lesson: ModelLesson?, decision: Decision) {
    var situation = Situation.example(ladder: ladder ?? [model])
    situation.shape = shape
    let outcome = Outcome.failed(Failure(kind), circumstance)
    let decision = Decision.about(outcome, in: situation)
    let lesson = lessons.learn(
      outcome, decision, of: TaskID(task), from: shape, catalogue: catalogue ?? self.catalogue,
      now: moment ?? now)
    return (lesson, decision)
  }

  private func answer(
    _ shape: AttemptShape, _ lessons: inout ModelLessons, at moment: Timestamp? = nil
  ) {
    let answer = Answer(output: "{}", extraction: .whole)
    _ = lessons.learn(
      .answered(answer), .succeed(answer), of: TaskID(9), from: shape, catalogue: catalogue,
      now: moment ?? now)
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
    let circumstance = Circumstance {
      $0.constraint = constraint
      $0.isFormats = true
    }
    let learnt = refuse(kind, circumstance, first.shape, &lessons)
    #expect(learnt.lesson != nil)
    let next = try plan(lessons.lesson(of: model, now: now))
    for word in words { #expect(!String(decoding: next.body, as: UTF8.self).contains(word)) }
    // The refused task's own next request is the same.
    guard case .retry(_, _, let adjustment) = learnt.decision else {
      Issue.record("no retry")
      return
    }
    #expect(try plan(nil, adjustment: adjustment).body == next.body)
    let again = refuse(kind, circumstance, first.shape, &lessons)
    #expect(again.lesson == nil, "one that was in flight teaches nothing new")
  }

  @Test func `a provider that refuses is passed over by all, until that leaves nobody`() throws {
    var lessons = ModelLessons()
    let first = try plan(nil)
    let refused = Circumstance { $0.provider = "Novita" }
    for task: Int64 in [1, 1, 2] {
      #expect(lessons.lesson(of: model, now: now) == nil, "one article's matter, perhaps")
      _ = refuse(.upstreamRefused, refused, first.shape, &lessons, of: task)
    }
    let next = try plan(lessons.lesson(of: model, now: now))
    #expect(next.shape.adjustment.ignoredProviders == ["novita"])
    _ = refuse(.noEndpoints, Circumstance { $0.constraint = .providers }, next.shape, &lessons)
    #expect(try plan(lessons.lesson(of: model, now: now)).body == first.body)
  }

  @Test func `what a task avoids by itself is not taken for a lesson`() throws {
    var lessons = ModelLessons()
    let own = Adjustment(isLax: true, omitted: ["reasoning"], ignoredProviders: ["azure"])
    let shape = try plan(nil, adjustment: own).shape
    let circumstance = Circumstance { $0.constraint = .parameters(["temperature"]) }
    for kind in [FailureKind.unsupportedParameter, .noEndpoints] {
      let lesson = refuse(kind, circumstance, shape, &lessons).lesson
      #expect(lesson?.omitted == ["temperature"] || lesson == nil)
      #expect(lessons.lesson(of: model, now: now)?.ignoredProviders == nil)
      #expect(lessons.lesson(of: model, now: now)?.isLax == nil)
    }
    lessons = ModelLessons()
    _ = refuse(.overloaded, Circumstance { $0.constraint = .providers }, shape, &lessons)
    #expect(lessons.lesson(of: model, now: now) == nil, "its own list left nobody")
  }

  @Test func `a format is learnt only where it is named`() throws {
    var lessons = ModelLessons()
    let circumstance = Circumstance { $0.constraint = .parameters([]) }
    let learnt = refuse(.unsupportedParameter, circumstance, try plan(nil).shape, &lessons)
    #expect(learnt.lesson == nil)
    guard case .retry(_, _, let adjustment) = learnt.decision else {
      Issue.record("no retry")
      return
    }
    #expect(adjustment.format == .jsonObject)
  }

  @Test func `reasoning that ate the room makes it larger for all`() throws {
    var lessons = ModelLessons()
    let first = try plan(nil, room: "auto")
    _ = refuse(.reasoningOnly, Circumstance(), first.shape, &lessons)
    let next = try plan(lessons.lesson(of: model, now: now), room: "auto")
    #expect(next.shape.maxTokens == 3 * first.shape.maxTokens)
    let more = refuse(.reasoningOnly, Circumstance(), next.shape, &lessons)
    guard case .retry(_, _, let adjustment) = more.decision else {
      Issue.record("no retry")
      return
    }
    let lesson = lessons.lesson(of: model, now: now)
    #expect(more.lesson == nil, "one article that thinks longer still is alone with it")
    #expect(try plan(lesson, room: "auto").shape.maxTokens == next.shape.maxTokens)
    let own = try plan(lesson, adjustment: adjustment, room: "auto")
    #expect(own.shape.maxTokens == min(3 * next.shape.maxTokens, 16_384))
  }

  @Test func `the user's own room is made larger only for the article that needs it`() throws {
    var lesson = ModelLesson(learnedAt: now, listing: "")
    lesson.reasoningRoom = 300
    for (adjustment, room) in [(Adjustment.none, 300), (Adjustment(maxTokens: 900), 900)] {
      #expect(try plan(lesson, adjustment: adjustment, room: "300").shape.maxTokens == room)
    }
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
    let circumstance = Circumstance {
      $0.provider = "Novita"
      $0.isKeyRefused = true
      $0.isFormats = true
    }
    for kind in FailureKind.allCases {
      let learnt = refuse(kind, circumstance, first.shape, &lessons)
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
    let circumstance = Circumstance {
      $0.constraint = .parameters([Constraint.format])
      $0.isFormats = true
    }
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

  @Test(arguments: [Constraint.strictness, .parameters([]), .parameters([Constraint.format])])
  func `what was dropped and left nobody all the same is no lesson`(_ constraint: Constraint)
    throws
  {
    var lessons = ModelLessons()
    let first = try plan(nil).shape
    let circumstance = Circumstance {
      $0.constraint = constraint
      $0.isFormats = true
    }
    #expect(refuse(.noEndpoints, circumstance, first, &lessons).lesson != nil)
    let plainer = try plan(lessons.lesson(of: model, now: now)).shape
    #expect(plainer != first)
    // Nobody answers it either: the model has no provider for now (S15).
    _ = refuse(.noEndpoints, Circumstance(), plainer, &lessons, ladder: [model, "a/next"])
    #expect(lessons.lesson(of: model, now: now) == nil)
    answer(plainer, &lessons)
    #expect(lessons.proven.isEmpty)
  }
}
