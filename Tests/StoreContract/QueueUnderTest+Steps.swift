import BatchCore
import Testing

extension QueueUnderTest {
  /// A queue of this many articles, whose tasks are made and whose run has begun.
  package func fill(_ count: Int, roles: [String] = [Make.role]) throws {
    let results = try store.enqueue((1...count).map { Make.article($0) }, update: false)
    #expect(results == Array(repeating: .queued, count: count))
    _ = try store.beginRun(Make.run(roles.map { Make.job($0) }))
    for role in roles { #expect(try store.makeTasks(role: role) == count) }
  }

  /// Claims one task of the lanes.
  package func claim(
    role: String = Make.role, rungs: [Int] = [0], order: ClaimWish.Order = .input,
    isDueOnly: Bool = false, at seconds: Int64 = 1, prepare: (Candidate) -> Preparation = Make.send
  ) throws -> Claim? {
    let lanes = rungs.map { ClaimWish.Lane(role: role, rung: $0) }
    let wish = ClaimWish(lanes: lanes, order: order, dueOnly: isDueOnly ? Set(lanes) : [])
    let turn = Turn(now: Make.at(seconds), wishes: [wish])
    return try store.turn(turn, prepare: prepare).claims[0]
  }

  /// Settles a claim; it has to be accepted.
  package func settle(
    _ claim: Claim, _ decision: Decision, facts: AttemptFacts = Make.facts(),
    at seconds: Int64 = 10
  ) throws {
    let result = try store.turn(
      Turn(
        now: Make.at(seconds),
        settlements: [Make.settlement(claim, decision, facts: facts, at: seconds)]),
      prepare: Make.send)
    #expect(result.refused == [])
  }

  /// Answers the next `count` tasks with a job of this digest.
  package func answer(_ count: Int, job: String = "digest-1", _ output: String = "1") throws {
    for _ in 0..<count {
      let claim = try #require(try claim { .send(Make.shape($0, job: job), body: []) })
      try settle(claim, Make.answer(output))
    }
  }

  /// The articles that an export has a result of, with their outputs.
  package func exported() throws -> [String] {
    try reader.page(role: Make.role, after: 0, filter: .done, limit: 100).map {
      "\($0.id) \($0.result?.output ?? "nothing")"
    }
  }

  package func figures(_ role: String = Make.role, at seconds: Int64 = 100) throws -> RoleFigures {
    try #require(
      try reader.figures(now: Make.at(seconds)).roles.first { $0.role == role })
  }

  package func task(_ article: Int, role: String = Make.role) throws -> TaskHistory {
    let history = try reader.history(article: "a\(article)")
    return try #require(history.tasks.first { $0.record.role == role })
  }

  /// Nothing is wrong with the queue.
  package func verify() throws {
    let findings = try reader.verify()
    #expect(findings == [])
  }
}
