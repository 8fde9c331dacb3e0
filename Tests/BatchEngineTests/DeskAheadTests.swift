import BatchCore
import Testing

@testable import BatchEngine

/// What was prepared ahead is used as long as it would be prepared the same.
struct DeskAheadTests {
  static let start = Timestamp(milliseconds: 1_000_000)
  static let lane = ClaimWish.Lane(role: "rewrite", rung: 0)

  static func desk(passedOver: [MovedStart] = [], ladder: [String] = ["a", "b"]) -> Desk {
    let settings = DispatchSettings(
      lanes: DispatchSettings.lanes(role: "rewrite", ladder: ladder), patience: .ordinary)
    var desk = Desk(
      dispatcher: Dispatcher(
        settings: settings, pauses: [], passedOver: passedOver, now: start),
      concurrency: 5, lessons: ModelLessons(), kept: nil, lessonsName: "lessons",
      others: OtherModels(nil, now: start))
    desk.ahead = Desk.Ahead(terms: desk.terms(at: start), since: start)
    return desk
  }

  static let shape = AttemptShape(
    job: "d", model: "a", maxTokens: 100, format: .none, parameters: [], stream: false,
    adjustment: .none, revision: 1, builder: 1, bodySHA256: "")

  static func absence(of model: String) -> MovedStart {
    MovedStart(model: model, since: start, reason: .absent(.noEndpoints), remedy: "r.")
  }

  @Test func `it is used for ten seconds`() {
    #expect(Self.desk().keepsAhead(now: Self.start))
    #expect(Self.desk().keepsAhead(now: Self.start + .seconds(10)))
    #expect(!Self.desk().keepsAhead(now: Self.start + .milliseconds(10_001)))
  }

  @Test func `it is not used where something else is known by now`() {
    var learned = Self.desk()
    let answer = Answer(output: "{}", extraction: .text)
    _ = learned.lessons.learn(
      .answered(answer), .succeed(answer), of: TaskID(1), from: Self.shape,
      catalogue: ModelCatalogue([]), now: Self.start)
    #expect(!learned.keepsAhead(now: Self.start))
    var bounded = Self.desk()
    bounded.isBounded = true
    #expect(!bounded.keepsAhead(now: Self.start))
    var none = Self.desk()
    none.ahead = nil
    #expect(!none.keepsAhead(now: Self.start))
  }

  @Test func `it is not used where tasks start elsewhere, which is so of the run's own models`() {
    #expect(!Self.desk(passedOver: [Self.absence(of: "a")]).keepsAhead(now: Self.start))
    #expect(Self.desk(passedOver: [Self.absence(of: "x")]).keepsAhead(now: Self.start))
  }

  @Test func `a turn says so, and what is out of date is let go`() {
    var desk = Self.desk()
    #expect(desk.turn(now: Self.start).keepsAhead)
    #expect(!desk.turn(now: Self.start + .seconds(11)).keepsAhead)
    #expect(desk.ahead == nil)
  }

  /// A turn that has claimed one task of the lane.
  static func result(ahead: Int) -> TurnResult {
    let task = TaskRecord(
      id: TaskID(1), role: lane.role, article: 1, state: .claimed(ClaimNumber(1)))
    let claim = Claim(
      number: ClaimNumber(1), task: task, article: Article(id: "1", title: "", body: ""),
      shape: Self.shape, body: [], isResend: false)
    var result = TurnResult(claims: [claim])
    result.ahead = ahead
    return result
  }

  @Test func `more is prepared where a turn has left too few of its own lane`() {
    var turn = Turn(now: Self.start)
    turn.wishes = [ClaimWish(lanes: [.init(role: "rewrite", rung: 1), Self.lane])]
    let desk = Self.desk()
    #expect(desk.laneAhead(after: turn, Self.result(ahead: 4)) == Self.lane)
    #expect(desk.laneAhead(after: turn, Self.result(ahead: 5)) == nil)
    #expect(desk.laneAhead(after: turn, TurnResult(claims: [nil])) == nil)
    turn.wishes[0].order = .cheapest
    #expect(desk.laneAhead(after: turn, Self.result(ahead: 0)) == nil)
    turn.wishes[0].order = .input
    turn.wishes[0].dueOnly = [Self.lane]
    #expect(desk.laneAhead(after: turn, Self.result(ahead: 0)) == nil)
  }
}
