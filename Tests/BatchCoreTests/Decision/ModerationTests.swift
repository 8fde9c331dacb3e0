import BatchCore
import Testing

struct ModerationTests {
  private let failure = Failure(.moderated)

  private func decide(moderated: Set<String>, rung: Int = 0) -> Decision {
    var situation = Situation.example(ladder: ["a/1", "a/2", "a/3"], rung: rung)
    situation.moderated = moderated
    return .about(.failed(failure, Circumstance()), in: situation)
  }

  @Test func `what one model's moderation flags goes to the next that has none`() {
    #expect(decide(moderated: ["a/1", "a/2"]) == .escalate(failure, rung: 2, model: "a/3"))
    #expect(decide(moderated: ["a/1"]) == .escalate(failure, rung: 1, model: "a/2"))
    #expect(decide(moderated: []) == .escalate(failure, rung: 1, model: "a/2"))
  }

  @Test func `where all others would flag it too it fails at once`() {
    #expect(decide(moderated: ["a/1", "a/2", "a/3"]) == .fail(failure))
    #expect(decide(moderated: ["a/1"], rung: 2) == .fail(failure))
  }

  @Test func `other failures are no matter of moderation`() {
    var situation = Situation.example(ladder: ["a/1", "a/2", "a/3"], tries: 3)
    situation.moderated = ["a/1", "a/2", "a/3"]
    let decision = Decision.about(.failed(Failure(.serverError), Circumstance()), in: situation)
    #expect(decision == .escalate(Failure(.serverError), rung: 1, model: "a/2"))
  }
}
