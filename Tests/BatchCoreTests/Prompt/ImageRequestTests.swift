import BatchCore
import Testing

/// What a request for an image is made of, and where it goes.
@Suite struct ImageRequestTests {
  private static let both = "google/gemini-3-pro-image-preview"
  private static let only = "black-forest-labs/flux.2-pro"
  private static let catalogue = ModelCatalogue([
    ModelCard(
      id: both, contextLength: 65_536, maxCompletionTokens: 32_768,
      supportedParameters: ["temperature"], answersImages: true),
    ModelCard(id: only, answersText: false, answersImages: true),
  ])
  private static let source = """
    role: image
    models: [\(both), \(only)]
    request: { aspectRatio: 16:9, temperature: 0.5 }
    prompt: { system: "Draw.", user: "{{title}}: {{excerpt}}" }
    output: { format: image }
    """

  private static func job(_ change: (String) -> String = { $0 }) throws -> Job {
    try JobFile.read(change(source), file: "image.yaml").job
  }

  private static func sent(
    _ job: Job, to model: String, _ candidate: Candidate = RequestTexts.candidate(),
    lesson: ModelLesson? = nil
  ) throws -> (shape: AttemptShape, body: [UInt8]) {
    let plan = try RequestBuilder(job).plan(
      candidate, model: model, catalogue: catalogue, lesson: lesson)
    guard case .send(let shape, let body) = plan else { throw CancellationError() }
    return (shape, body)
  }

  @Test func `a model that also writes is asked by chat`() throws {
    let (shape, body) = try Self.sent(Self.job(), to: Self.both)
    #expect(shape.route == .chatWithImage)
    #expect(shape.parameters == ["image_config", "temperature"])
    #expect(shape.maxTokens == 3072)
    #expect(!shape.stream)
    #expect(
      String(decoding: body, as: UTF8.self) == #"""
        {"model":"google/gemini-3-pro-image-preview","messages":[\#
        {"role":"system","content":"Draw."},{"role":"user","content":"Hé: One \"two\"\n"}],\#
        "modalities":["image","text"],"image_config":{"aspect_ratio":"16:9"},"max_tokens":3072,\#
        "temperature":0.5,"stream":false,\#
        "plugins":[{"id":"context-compression","enabled":false}]}
        """#)
  }

  @Test func `a model that only draws is asked through the image API`() throws {
    let streaming = try Self.job { $0.replacing("temperature", with: "stream: on, temperature") }
    let (shape, body) = try Self.sent(streaming, to: Self.only)
    #expect(shape.route == .images)
    #expect(shape.maxTokens == 0)
    #expect(!shape.stream)
    #expect(
      String(decoding: body, as: UTF8.self) == #"""
        {"model":"black-forest-labs/flux.2-pro","prompt":"Draw.\n\nHé: One \"two\"\n",\#
        "aspect_ratio":"16:9"}
        """#)
  }

  @Test func `an unknown model is asked by chat, and a lesson says otherwise`() throws {
    #expect(try Self.sent(Self.job(), to: "a/new").shape.route == .chatWithImage)
    var lesson = ModelLesson(learnedAt: Scenario.noon, listing: "")
    lesson.route = .images
    #expect(try Self.sent(Self.job(), to: "a/new", lesson: lesson).shape.route == .images)
    let asked = RequestTexts.candidate(adjustment: Adjustment(route: .chatForImage))
    let (shape, body) = try Self.sent(Self.job(), to: "a/new", asked, lesson: lesson)
    #expect(shape.route == .chatForImage)
    #expect(String(decoding: body, as: UTF8.self).contains(#""modalities":["image"],"#))
  }

  @Test func `what was learnt of a model's images is no matter of a job for text`() throws {
    var lesson = ModelLesson(learnedAt: Scenario.noon, listing: "")
    lesson.route = .images
    let (shape, body) = try Self.sent(RequestTexts.job(), to: Self.both, lesson: lesson)
    #expect(shape.route == .chat)
    #expect(shape.adjustment.route == nil)
    #expect(!String(decoding: body, as: UTF8.self).contains("modalities"))
  }

  @Test(arguments: [RequestRoute.chatWithImage, .chatForImage, .images])
  func `a lost attempt goes to the same address with the same bytes`(_ route: RequestRoute) throws {
    let job = try Self.job()
    let asked = RequestTexts.candidate(adjustment: Adjustment(route: route))
    let first = try Self.sent(job, to: Self.both, asked)
    let edited = try Self.job { $0.replacing("16:9", with: "1:1") }
    let again = try Self.sent(
      edited, to: Self.only, RequestTexts.candidate(resend: (first.shape, job.source)))
    #expect(again.shape == first.shape)
    #expect(again.body == first.body)
    let planner = try RequestPlanner(
      jobs: [edited], catalogue: Self.catalogue, base: BaseURL("https://openrouter.ai/api/v1"),
      key: APIKey("sk-or-test"))
    let claim = Claim(
      number: ClaimNumber(1), task: RequestTexts.candidate().task,
      article: Article(id: "1", title: "", body: ""),
      shape: again.shape, body: again.body, isResend: true)
    #expect(planner.wireRequest(for: claim).url == "https://openrouter.ai/api/v1" + route.path)
    #expect(planner.limits(for: claim).responseBytes == 64 << 20)
  }

  @Test func `an aspect ratio that a provider does not take is left out`() throws {
    let refused = Adjustment(omitted: ["image_config"])
    for model in [Self.both, Self.only] {
      let candidate = RequestTexts.candidate(adjustment: refused)
      let (shape, body) = try Self.sent(Self.job(), to: model, candidate)
      #expect(!shape.parameters.contains("image_config"))
      #expect(!String(decoding: body, as: UTF8.self).contains("16:9"))
    }
  }

  @Test(arguments: [Constraint.parameters([Constraint.image]), .parameters([])])
  func `an aspect ratio that was refused is no matter of another job or of the corrected one`(
    constraint: Constraint
  ) throws {
    let catalogue = Self.catalogue
    let (job, other) = try (Self.job(), Self.job { $0.replacing("16:9", with: "1:1") })
    let first = try Self.sent(job, to: Self.both)
    var situation = Situation.example()
    situation.shape = first.shape
    let refusal = Outcome.failed(
      Failure(.noEndpoints), Circumstance { $0.constraint = constraint })
    var lessons = ModelLessons()
    let lesson = lessons.learn(
      refusal, .about(refusal, in: situation), of: TaskID(1), from: first.shape,
      catalogue: catalogue, now: Scenario.noon)
    #expect(lesson?.differences.last == "without the aspect ratio that it refused")
    let own = try Self.sent(job, to: Self.both, lesson: lesson)
    #expect(!String(decoding: own.body, as: UTF8.self).contains("16:9"))
    let free = try Self.sent(other, to: Self.both, lesson: lesson)
    #expect(String(decoding: free.body, as: UTF8.self).contains("1:1"))
    let answer = Answer(output: "{}", extraction: .image)
    for shape in [free.shape, own.shape] {
      #expect(lessons.proven.isEmpty, "another job's answer proves nothing")
      _ = lessons.learn(
        .answered(answer), .succeed(answer), of: TaskID(2), from: shape, catalogue: catalogue,
        now: Scenario.noon)
    }
    #expect(lessons.proven[Self.both]?.refusedRatios == [job.digest])
  }

  @Test func `changing the aspect ratio makes finished images stale`() throws {
    let other = try Self.job { $0.replacing("16:9", with: "1:1") }
    #expect(try Self.job().digest != other.digest)
    #expect(other.request.aspectRatio == "1:1")
    #expect(try other.output == .image && Self.job().digest == Self.job().digest)
  }

  @Test func `an excerpt ends with a sentence, else with a word, and is the whole of a short body`()
    throws
  {
    func excerpt(_ body: String) throws -> String {
      let prompt = try Prompt(PromptTemplates(system: "s", user: "{{excerpt}}"))
      return prompt.messages(for: Article(id: "1", title: "", body: body)).user
    }
    #expect(try excerpt(" Short.\n") == "Short.\n")
    #expect(try excerpt("") == "")
    let sentence = "The mill stood by the river. "
    let long = try excerpt(String(repeating: sentence, count: 1_000))
    #expect(long.count <= ArticleFields.excerptLength && long.hasSuffix("river."))
    let word = try excerpt(String(repeating: "wordword ", count: 1_000))
    #expect(word.count < ArticleFields.excerptLength && word.hasSuffix("wordword"))
    let letters = try excerpt(String(repeating: "é", count: 10_000))
    #expect(letters.count == ArticleFields.excerptLength)
  }
}
