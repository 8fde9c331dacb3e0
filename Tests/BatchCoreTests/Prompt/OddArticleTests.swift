import BatchCore
import Testing

/// S19: a request that is not accepted for no named reason, the job's matter or one article's.
struct OddArticleTests {
  private let ladder = ["openai/gpt-4o-mini", "a/next"]
  private let answer = Answer(output: "{}", extraction: .whole)
  private let now = Scenario.noon

  private func planner() throws -> RequestPlanner {
    let job = try RequestTexts.job()
    var twoModels = job
    twoModels.ladder = ladder
    return try RequestPlanner(
      jobs: [twoModels], catalogue: ModelCatalogue([RequestTexts.card]),
      base: BaseURL("http://127.0.0.1:1"), key: APIKey("sk-or-test"))
  }

  private func situation(_ task: Int64, rung: Int) -> Situation {
    var situation = Situation.example(ladder: ladder, rung: rung)
    situation.task.id = TaskID(task)
    return situation
  }

  /// One article's request that is not accepted; what becomes of it teaches.
  private func refuse(
    _ task: Int64, rung: Int = 0, _ lessons: inout ModelLessons
  ) throws -> Decision {
    let planner = try planner()
    let situation = situation(task, rung: rung)
    let outcome = Outcome.failed(
      Failure(kind: .badRequest, sentence: "s.", remedy: "r."), Circumstance())
    let decision = planner.reconsidered(
      .about(outcome, in: situation), about: outcome, task: situation.task,
      shape: situation.shape, articleID: "article \(task)", lessons: lessons, now: now)
    _ = planner.learn(
      outcome, decision, of: situation.task.id, from: situation.shape, into: &lessons, now: now)
    return decision
  }

  private func answer(_ task: Int64, rung: Int = 0, _ lessons: inout ModelLessons) throws {
    let situation = situation(task, rung: rung)
    _ = try planner().learn(
      .answered(answer), .succeed(answer), of: TaskID(task), from: situation.shape,
      into: &lessons, now: now)
  }

  private func isPause(_ decision: Decision) -> Bool {
    guard case .pause(_, let pause) = decision else { return false }
    #expect(pause.key == Pause.Key(.queue, .badRequest))
    return true
  }

  @Test func `the first article's stops the queue and names the article`() throws {
    var lessons = ModelLessons()
    let decision = try refuse(1, &lessons)
    guard case .pause(_, let pause) = decision else {
      Issue.record("\(decision)")
      return
    }
    #expect(pause.message == "s. The article was article 1.")
  }

  @Test func `a later one's is tried on each model of the ladder and then fails alone`() throws {
    var lessons = ModelLessons()
    try answer(1, &lessons)
    guard case .escalate = try refuse(2, &lessons) else {
      Issue.record("not escalated")
      return
    }
    // The next model has answered nothing yet.
    guard case .fail(let failure) = try refuse(2, rung: 1, &lessons) else {
      Issue.record("not failed")
      return
    }
    #expect(failure.remedy.contains("this one article"))
    #expect(isPause(try refuse(3, rung: 1, &lessons)), "another article's, of the same model")
  }

  @Test func `many in a row are the job's all the same, until one is answered`() throws {
    var lessons = ModelLessons()
    try answer(1, &lessons)
    for task in Int64(2)...6 { #expect(!isPause(try refuse(task, &lessons)), "\(task)") }
    #expect(isPause(try refuse(7, &lessons)))
    try answer(8, &lessons)
    #expect(!isPause(try refuse(9, &lessons)))
  }
}
