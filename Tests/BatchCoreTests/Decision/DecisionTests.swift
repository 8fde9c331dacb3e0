import BatchCore
import Testing

@Suite struct DecisionTests {
  private func decide(
    _ kind: FailureKind, _ circumstance: Circumstance = Circumstance(),
    in situation: Situation = .example()
  ) -> Decision {
    .about(.failed(Failure(kind), circumstance), in: situation)
  }

  private func adjustment(_ decision: Decision) -> Adjustment? {
    guard case .retry(_, _, let adjustment) = decision else { return nil }
    return adjustment
  }

  @Test(arguments: FailureKind.allCases)
  func `a last try on a last rung never asks again at its own cost`(kind: FailureKind) {
    let move = Scenario.Move(decide(kind, in: .example(rung: 1, tries: 3)))
    #expect(move != .retry && move != .escalate)
  }

  @Test(arguments: FailureKind.allCases)
  func `a used up rung hands on to the next`(kind: FailureKind) {
    let counts = Scenario.Move(decide(kind)) == .retry
    guard counts, kind != .unaffordable else { return }
    let decision = decide(kind, in: .example(tries: 3))
    #expect(decision == .escalate(Failure(kind), rung: 1, model: "a/large"))
  }

  @Test
  func `an answer is kept`() {
    let answer = Answer(output: "{}", extraction: .whole)
    #expect(Decision.about(.answered(answer), in: .example()) == .succeed(answer))
  }

  @Test
  func `a ladder of one model retries itself, then fails`() {
    for kind in [FailureKind.notJSON, .offSchema, .truncated, .serverError, .empty] {
      for tries in 0..<3 {
        let decision = decide(kind, in: .example(ladder: ["a/only"], tries: tries))
        #expect(Scenario.Move(decision) == .retry, "\(kind) \(tries)")
      }
      let decision = decide(kind, in: .example(ladder: ["a/only"], tries: 3))
      #expect(decision == .fail(Failure(kind)))
    }
    #expect(
      Scenario.Move(decide(.unknownModel, in: .example(ladder: ["a/only"])))
        == .pauseRole(.unknownModel))
  }

  @Test
  func `a model no longer on the ladder hands on to its first rung`() {
    var situation = Situation.example(rung: 1, tries: 3)
    situation.ladder = ["b/new", "b/newer"]
    #expect(
      decide(.serverError, in: situation)
        == .escalate(Failure(.serverError), rung: 0, model: "b/new"))
  }

  @Test
  func `off the schema goes back once with the complaint`() {
    let circumstance = Circumstance(complaint: "/body: is missing")
    let next = adjustment(decide(.offSchema, circumstance))
    #expect(next == Adjustment(complaint: "/body: is missing", clearCache: true))
    let again = decide(
      .offSchema, circumstance, in: .example(tries: 1, adjustment: next ?? .none))
    #expect(again == .escalate(Failure(.offSchema), rung: 1, model: "a/large"))
  }

  @Test
  func `not JSON goes on at once, and on the last rung is told so`() {
    #expect(Scenario.Move(decide(.notJSON)) == .escalate)
    let next = adjustment(decide(.notJSON, in: .example(rung: 1)))
    #expect(next?.complaint?.contains("JSON") == true)
    #expect(next?.clearCache == true)
  }

  @Test
  func `a cut off answer gets more room once`() {
    let next = adjustment(decide(.truncated))
    #expect(next == Adjustment(maxTokens: 8000, clearCache: true))
    #expect(adjustment(decide(.reasoningOnly))?.maxTokens == 12000)
    let again = Situation.example(tries: 1, maxTokens: 8000, adjustment: next ?? .none)
    #expect(Scenario.Move(decide(.truncated, in: again)) == .escalate)
  }

  @Test
  func `on the last rung room grows while the model lets it`() {
    let grown = Situation.example(
      rung: 1, tries: 1, maxTokens: 8000, adjustment: Adjustment(maxTokens: 8000))
    #expect(adjustment(decide(.truncated, in: grown))?.maxTokens == 16000)
    let held = Situation.example(
      rung: 1, tries: 1, maxTokens: 6000, adjustment: Adjustment(maxTokens: 8000))
    #expect(decide(.truncated, in: held) == .fail(Failure(.truncated)))
  }

  @Test(
    arguments: [
      (3000, .retry, 2700), (2300, .retry, 2070),
      (2000, .pauseQueue(.insufficientCredits), nil), (0, .pauseQueue(.insufficientCredits), nil),
      (100_000, .retry, 4000),
    ] as [(Int, Scenario.Move, Int?)])
  func `an affordable length is used if it is long enough`(
    tokens: Int, move: Scenario.Move, maxTokens: Int?
  ) {
    let decision = decide(.unaffordable, Circumstance(affordableTokens: tokens))
    #expect(Scenario.Move(decision) == move)
    #expect(adjustment(decision)?.maxTokens == maxTokens)
  }

  @Test
  func `a length is made smaller only once`() {
    let again = Situation.example(
      tries: 1, maxTokens: 2700, adjustment: Adjustment(maxTokens: 2700))
    let decision = decide(.unaffordable, Circumstance(affordableTokens: 2600), in: again)
    #expect(Scenario.Move(decision) == .pauseQueue(.insufficientCredits))
  }

  @Test
  func `one request over the budget never pauses`() {
    let circumstance = Circumstance(exceedsInFlightBudget: true)
    #expect(adjustment(decide(.unaffordable, circumstance))?.maxTokens == 2000)
    let again = Situation.example(
      tries: 1, maxTokens: 2000, adjustment: Adjustment(maxTokens: 2000))
    #expect(decide(.unaffordable, circumstance, in: again) == .fail(Failure(.unaffordable)))
  }

  @Test
  func `a format is weakened step by step`() {
    for kind in [FailureKind.unsupportedParameter, .noEndpoints] {
      let circumstance = Circumstance(mayBeFormat: kind == .noEndpoints)
      let formats = [ResponseFormat.jsonSchema, .jsonObject].map {
        adjustment(decide(kind, circumstance, in: .example(format: $0)))?.format
      }
      #expect(formats == [.jsonObject, ResponseFormat.none])
      let weakest = decide(kind, circumstance, in: .example(format: .none))
      #expect(Scenario.Move(weakest) == .escalate)
    }
    #expect(Scenario.Move(decide(.noEndpoints)) == .escalate)
  }

  @Test
  func `a provider that refuses is passed over, each once`() {
    let circumstance = Circumstance(provider: "Novita")
    let next = adjustment(decide(.upstreamRefused, circumstance))
    #expect(next?.ignoredProviders == ["novita"])
    let again = Situation.example(tries: 1, adjustment: next ?? .none)
    #expect(Scenario.Move(decide(.upstreamRefused, circumstance, in: again)) == .escalate)
    let other = decide(.upstreamRefused, Circumstance(provider: "Google AI Studio"), in: again)
    #expect(adjustment(other)?.ignoredProviders == ["novita", "google-ai-studio"])
  }

  @Test
  func `an empty answer that was finished is asked for once more`() {
    let circumstance = Circumstance(repeatsItself: true)
    let next = adjustment(decide(.empty, circumstance))
    #expect(next == Adjustment(clearCache: true))
    let again = Situation.example(tries: 1, adjustment: next ?? .none)
    #expect(Scenario.Move(decide(.empty, circumstance, in: again)) == .escalate)
    #expect(Scenario.Move(decide(.empty, in: again)) == .retry)
    let last = Situation.example(rung: 1, tries: 1, adjustment: next ?? .none)
    #expect(Scenario.Move(decide(.empty, circumstance, in: last)) == .retry)
  }

  @Test
  func `a fault changes nothing in the request`() {
    let told = Adjustment(complaint: "x", clearCache: true)
    for kind in [FailureKind.serverError, .cut, .timedOut, .providerError, .unknown] {
      #expect(adjustment(decide(kind, in: .example(adjustment: told))) == told)
    }
  }
}
