import BatchCore
import Foundation
import Testing

/// Images that are described before they are drawn.
@Suite struct PictureWorkTests {
  private static let article = Article(id: "1", title: "Mill", body: "A mill by a river.")

  private static let cards = ModelCatalogue([
    ModelCard(id: "a/writer", supportedParameters: []),
    ModelCard(id: "a/painter", answersText: false, answersImages: true),
    ModelCard(id: "b/painter", answersImages: true),
  ])

  private static func planner() throws -> RequestPlanner {
    let job = try JobFile.read(JobTexts.described, file: "image").job
    return try RequestPlanner(
      jobs: [job], catalogue: cards, base: try BaseURL("https://openrouter.ai/api/v1"),
      key: try APIKey("sk-or-test"))
  }

  private static func written(
    digest: String? = nil, revision: Int = 1, builder: Int = RequestBuilder.version,
    note: String? = nil
  ) throws -> FinishedSection {
    FinishedSection(
      step: 0, job: try digest ?? JobFile.read(JobTexts.described, file: "image").job.digest,
      revision: revision, builder: builder, note: note, output: "\"A wheel turns.\"")
  }

  private static func candidate(
    rung: Int = 0, finished: [FinishedSection] = [], note: String? = nil,
    resend: (shape: AttemptShape, jobSource: String)? = nil
  ) -> Candidate {
    Candidate(
      task: TaskRecord(
        id: TaskID(1), role: "image", article: 1, state: .ready(.new, notBefore: nil), rung: rung,
        adjustment: Adjustment(note: note)),
      article: article, revision: 1, resend: resend, finished: finished)
  }

  private static func sent(_ candidate: Candidate) throws -> (AttemptShape, body: String) {
    let preparation = try planner().prepare(
      candidate, lessons: ModelLessons(), now: Timestamp(milliseconds: 0))
    guard case .send(let shape, let body) = preparation else {
      throw Unexpected(preparation: "\(preparation)")
    }
    return (shape, String(decoding: body, as: UTF8.self))
  }

  private struct Unexpected: Error { var preparation: String }

  @Test func `the ladder begins with the model that describes`() throws {
    let job = try JobFile.read(JobTexts.described, file: "image").job
    #expect(job.ladder == ["a/writer", "a/painter", "b/painter"])
    #expect(job.describe?.model == "a/writer")
  }

  @Test func `first the article is described, by chat and in words`() throws {
    let (shape, body) = try Self.sent(Self.candidate())
    #expect(shape.model == "a/writer" && shape.route == .chat && shape.adjustment.section == 0)
    #expect(body.contains("See A mill by a river.") && body.contains("You describe."))
    #expect(!body.contains("aspect_ratio") && !body.contains("modalities"))
    #expect(shape.maxTokens > 0)
  }

  @Test func `then what is described is drawn`() throws {
    let (shape, body) = try Self.sent(Self.candidate(rung: 1, finished: [try Self.written()]))
    #expect(shape.model == "a/painter" && shape.route == .images && shape.adjustment.section == 1)
    #expect(body.contains("Draw A wheel turns.") && !body.contains("A mill by a river."))
    #expect(body.contains("16:9"))
    let dear = try Self.sent(Self.candidate(rung: 2, finished: [try Self.written()]))
    #expect(dear.0.route == .chatWithImage && dear.body.contains("Draw A wheel turns."))
  }

  @Test func `where nothing is written, or of another text, the article is drawn`() throws {
    let others = [
      [], [try Self.written(digest: "another")], [try Self.written(revision: 2)],
      [try Self.written(builder: 0)],
    ]
    for finished in others {
      let (shape, body) = try Self.sent(Self.candidate(rung: 1, finished: finished))
      #expect(body.contains("Of A mill by a river.") && shape.adjustment.section == nil)
    }
  }

  @Test func `what is written is not written again`() throws {
    let preparation = try Self.planner().prepare(
      Self.candidate(finished: [try Self.written()]), lessons: ModelLessons(),
      now: Timestamp(milliseconds: 0))
    guard case .settle(let decision) = preparation else {
      throw Unexpected(preparation: "\(preparation)")
    }
    let answer = Answer(output: "\"A wheel turns.\"", extraction: .text)
    let place = LadderPlace(rung: 1, model: "a/painter")
    #expect(decision == .proceed(answer, step: 0, onto: place))
  }

  @Test func `of a picture that was sent back the scene is described anew, with the note`() throws {
    let note = "Show the river."
    let (shape, body) = try Self.sent(
      Self.candidate(finished: [try Self.written()], note: note))
    #expect(shape.model == "a/writer" && shape.adjustment.section == 0)
    #expect(body.contains(note) && body.contains("Describe a picture anew"))
    let drawn = try Self.sent(
      Self.candidate(rung: 1, finished: [try Self.written(note: note)], note: note))
    #expect(drawn.body.contains("Draw A wheel turns.") && drawn.body.contains("the note counts"))
    let described = try Self.planner().prepare(
      Self.candidate(finished: [try Self.written(note: note)], note: note),
      lessons: ModelLessons(), now: Timestamp(milliseconds: 0))
    guard case .settle(.proceed) = described else {
      throw Unexpected(preparation: "\(described)")
    }
  }

  @Test func `a model that was named draws by the description that there is, and the note`() throws
  {
    let (shape, body) = try Self.sent(
      Self.candidate(rung: 2, finished: [try Self.written()], note: "Darker."))
    #expect(shape.model == "b/painter" && shape.adjustment.section == 1)
    #expect(body.contains("Draw A wheel turns.") && body.contains("Darker."))
  }

  @Test func `a lost request of either step is sent again with its own bytes`() throws {
    for (rung, finished) in [(0, []), (1, [try Self.written()])] {
      let (shape, body) = try Self.sent(Self.candidate(rung: rung, finished: finished))
      let again = try Self.sent(
        Self.candidate(
          rung: rung, finished: finished, resend: (shape, JobTexts.described)))
      #expect(again.0 == shape && again.body == body)
    }
  }

  @Test func `a description goes on to the drawing, and keeps no try of it`() throws {
    let (shape, body) = try Self.sent(Self.candidate())
    let candidate = Self.candidate()
    let claim = Claim(
      number: ClaimNumber(1), task: candidate.task, article: Self.article, shape: shape,
      body: Array(body.utf8), isResend: false)
    let answer = Answer(output: "\"A wheel.\"", extraction: .text)
    let decision = try Self.planner().decide(
      .answered(answer), on: claim, now: Timestamp(milliseconds: 0), chance: 0)
    let place = LadderPlace(rung: 1, model: "a/painter")
    #expect(decision == .proceed(answer, step: 0, onto: place))
    var task = candidate.task
    (task.state, task.tries, task.adjustment.clearCache) = (.claimed(ClaimNumber(1)), 2, true)
    let next = try #require(task.after(.decided(decision)))
    #expect(next.state == .ready(.section, notBefore: nil))
    #expect(next.rung == 1 && next.model == "a/painter" && next.tries == 0)
    #expect(next.adjustment == Adjustment(clearCache: true))
  }

  @Test func `a single model draws what is described as ever`() throws {
    let job = try JobFile.read(JobTexts.described, file: "image").job
    let painter = try #require(job.asking(only: "b/painter"))
    #expect(painter.ladder == ["a/writer", "b/painter"] && painter.describe == job.describe)
    #expect(painter.digest == job.digest)
    #expect(job.asking(only: "a/writer") == nil, "it would draw what nobody described")
    let lanes = DispatchSettings.lanes(role: "image", keepingRungsOf: painter.ladder)
    #expect(lanes.suffix(3).map(\.model) == ["b/painter", "b/painter", "a/writer"])
    #expect(lanes.map(\.lane.rung) == Array((0..<20).reversed()))
  }

  @Test func `both steps are forecast`() throws {
    let job = try JobFile.read(JobTexts.described, file: "image").job
    let all = try RequestBuilder(job).expectation(
      for: Self.article, cards: job.ladder.map { Self.cards[$0] })
    #expect(all.requests.map(\.rung) == [0, 1])
    #expect(all.requests.map(\.makesImage) == [false, true])
    let drawn = try RequestBuilder(job).expectation(
      for: Self.article, cards: [Self.cards["b/painter"]])
    #expect(drawn.requests.map(\.makesImage) == [true])
  }
}
