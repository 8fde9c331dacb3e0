import BatchCore
import Testing

/// S11: an article that a guardrail refuses, and an account whose guardrail refuses all.
struct GuardrailWatchTests {
  private let now = Timestamp(milliseconds: 1_000_000)
  private let failure = Failure(kind: .moderated, sentence: "s.", remedy: "r.")

  private func outcome(_ isGuardrail: Bool = true, _ kind: FailureKind = .moderated) -> Outcome {
    .failed(
      Failure(kind: kind, sentence: "s.", remedy: "r."),
      Circumstance { $0.isGuardrail = isGuardrail })
  }

  /// Whether the queue pauses at the last of these refusals.
  private func pauses(
    _ tasks: [Int64], isDoubted: Bool = false, before: [Outcome] = [],
    outcome: Outcome? = nil
  ) -> Bool {
    var watch = GuardrailWatch(isDoubted: isDoubted)
    for earlier in before {
      _ = watch.reconsidered(.fail(failure), about: earlier, task: TaskID(99), now: now)
    }
    var last: Decision?
    for task in tasks {
      last = watch.reconsidered(
        .fail(failure), about: outcome ?? self.outcome(), task: TaskID(task), now: now)
    }
    guard case .pause(_, let pause)? = last else { return false }
    #expect(pause.key == Pause.Key(.queue, .guardrail))
    #expect(pause.needsPerson)
    #expect(pause.message.hasSuffix("s."))
    #expect(pause.remedy.contains("settings/privacy"))
    return true
  }

  @Test func `five different articles refused first of all are the account's matter`() {
    #expect(!pauses([1, 2, 3, 4]))
    #expect(pauses([1, 2, 3, 4, 5]))
    #expect(pauses([1, 2, 3, 4, 5, 6]), "what was in flight beside it goes back too")
    #expect(!pauses([1, 2, 3, 4, 4, 3]), "different ones")
  }

  @Test func `so are five refused without a reason`() {
    let unexplained = Outcome.failed(
      Failure(kind: .moderated, sentence: "s.", remedy: "r."),
      Circumstance { $0.isUnexplained = true })
    #expect(!pauses([1, 2, 3, 4], outcome: unexplained))
    #expect(pauses([1, 2, 3, 4, 5], outcome: unexplained))
  }

  @Test func `after any answer each refusal is its article's matter`() {
    let answer = Outcome.answered(Answer(output: "{}", extraction: .whole))
    for earlier in [answer, outcome(false, .notJSON), outcome(false, .moderated)] {
      #expect(!pauses([1, 2, 3, 4, 5, 6, 7], before: [earlier]))
    }
    let unfinished = Outcome.failed(
      Failure(.noImage), Circumstance { $0.isUnfinishedImage = true })
    for earlier in [outcome(false, .serverError), unfinished] {
      #expect(pauses([1, 2, 3, 4, 5], before: [earlier]), "no answer")
    }
  }

  @Test func `where an earlier run has paused for it one more refusal is enough`() {
    #expect(pauses([1], isDoubted: true))
  }

  @Test func `what a model refused is no guardrail's refusal`() {
    #expect(!pauses([1, 2, 3, 4, 5, 6], outcome: outcome(false)))
    #expect(!pauses([1, 2, 3, 4, 5, 6], outcome: outcome(true, .declined)))
  }
}
