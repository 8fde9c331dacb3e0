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
    let circumstance = Circumstance { $0.complaint = "/body: is missing" }
    let next = adjustment(decide(.offSchema, circumstance))
    #expect(next == Adjustment(complaint: "/body: is missing", clearCache: true))
    let again = decide(
      .offSchema, circumstance, in: .example(tries: 1, adjustment: next ?? .none))
    #expect(again == .escalate(Failure(.offSchema), rung: 1, model: "a/large"))
  }

  @Test
  func `a check that fails twice on the last rung fails the article`() throws {
    let circumstance = Circumstance {
      $0.complaint = "A link is missing."
      $0.repeatLimit = 1
    }
    // What it was told about another failure before is no complaint of the check.
    let told = Adjustment(complaint: "/body: is missing", clearCache: true)
    let situation = Situation.example(rung: 1, tries: 1, adjustment: told)
    let next = try #require(adjustment(decide(.failedCheck, circumstance, in: situation)))
    #expect(next.complaint == "A link is missing.")
    let again = Situation.example(rung: 1, tries: 2, adjustment: next)
    #expect(decide(.failedCheck, circumstance, in: again) == .fail(Failure(.failedCheck)))
    let first = Situation.example(tries: 1, adjustment: next)
    #expect(Scenario.Move(decide(.failedCheck, circumstance, in: first)) == .escalate)
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
    #expect(
      adjustment(decide(.reasoningOnly))
        == Adjustment(maxTokens: 12000, reasoningRoom: 3, clearCache: true))
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
    let decision = decide(.unaffordable, Circumstance { $0.affordableTokens = tokens })
    #expect(Scenario.Move(decision) == move)
    #expect(adjustment(decision)?.maxTokens == maxTokens)
  }

  @Test
  func `a length is made smaller only once`() {
    let again = Situation.example(
      tries: 1, maxTokens: 2700, adjustment: Adjustment(maxTokens: 2700, isShortened: true))
    let decision = decide(.unaffordable, Circumstance { $0.affordableTokens = 2600 }, in: again)
    #expect(Scenario.Move(decision) == .pauseQueue(.insufficientCredits))
  }

  @Test
  func `a length that was made larger can be made smaller`() {
    let grown = Situation.example(
      tries: 1, maxTokens: 8000, adjustment: Adjustment(maxTokens: 8000, clearCache: true))
    let decision = decide(.unaffordable, Circumstance { $0.affordableTokens = 6000 }, in: grown)
    #expect(
      adjustment(decision)
        == Adjustment(maxTokens: 5400, isShortened: true, clearCache: true))
  }

  @Test
  func `room that other articles' reasoning needed is no need of this one`() {
    let learnt = Situation.example(maxTokens: 12_000, adjustment: Adjustment(reasoningRoom: 3))
    let decision = decide(.unaffordable, Circumstance { $0.affordableTokens = 5000 }, in: learnt)
    #expect(adjustment(decision)?.maxTokens == 4500)
    let own = Situation.example(
      tries: 1, maxTokens: 12_000, adjustment: Adjustment(maxTokens: 12_000, reasoningRoom: 3))
    let needed = decide(.unaffordable, Circumstance { $0.affordableTokens = 5000 }, in: own)
    #expect(Scenario.Move(needed) == .pauseQueue(.insufficientCredits))
  }

  @Test
  func `where the model has no more room the same is not asked and paid again`() {
    for kind in [FailureKind.truncated, .reasoningOnly] {
      var situation = Situation.example(maxTokens: 4000)
      situation.longestAnswer = 4000
      #expect(Scenario.Move(decide(kind, in: situation)) == .escalate)
      situation.ladder = ["a/small"]
      let failure = decide(kind, in: situation).failure
      #expect(failure?.remedy.contains("no room for more than these 4000 tokens") == true)
      #expect(Scenario.Move(decide(kind, in: situation)) == .fail)
      situation.longestAnswer = 4001
      #expect(Scenario.Move(decide(kind, in: situation)) == .retry)
    }
  }

  @Test
  func `one request over the budget never pauses`() {
    let circumstance = Circumstance { $0.exceedsInFlightBudget = true }
    #expect(adjustment(decide(.unaffordable, circumstance))?.maxTokens == 2000)
    let again = Situation.example(
      tries: 1, maxTokens: 2000, adjustment: Adjustment(maxTokens: 2000, isShortened: true))
    #expect(decide(.unaffordable, circumstance, in: again) == .fail(Failure(.unaffordable)))
  }

  @Test
  func `the answer is cut to what the window leaves, once`() {
    let circumstance = Circumstance { $0.roomInWindow = 3000 }
    let next = adjustment(decide(.tooLong, circumstance))
    #expect(next == Adjustment(maxTokens: 2940, isShortened: true))
    let again = Situation.example(tries: 1, maxTokens: 2940, adjustment: next ?? .none)
    #expect(Scenario.Move(decide(.tooLong, circumstance, in: again)) == .escalate)
    let wide = decide(.tooLong, Circumstance { $0.roomInWindow = 9000 })
    #expect(Scenario.Move(wide) == .escalate, "it would be the same request")
  }

  @Test
  func `a refused format is weakened step by step`() {
    let circumstance = Circumstance { $0.constraint = .parameters([Constraint.format]) }
    let formats = [ResponseFormat.jsonSchema, .jsonObject].map {
      adjustment(decide(.unsupportedParameter, circumstance, in: .example(format: $0)))?.format
    }
    #expect(formats == [.jsonObject, ResponseFormat.none])
    let weakest = decide(.unsupportedParameter, circumstance, in: .example(format: .none))
    #expect(Scenario.Move(weakest) == .escalate)
  }

  @Test
  func `a refused parameter is left out, and the format is kept`() {
    let circumstance = Circumstance { $0.constraint = .parameters(["temperature"]) }
    let situation = Situation.example(parameters: ["temperature", "reasoning"])
    let next = adjustment(decide(.unsupportedParameter, circumstance, in: situation))
    #expect(next == Adjustment(omitted: ["temperature"]))
    let without = decide(.unsupportedParameter, circumstance, in: .example())
    #expect(Scenario.Move(without) == .escalate)
  }

  @Test(
    arguments: [
      (.strictness, Adjustment(isLax: true, wasRelaxed: true)),
      (.parameters(["temperature"]), Adjustment(omitted: ["temperature"], wasRelaxed: true)),
      (.parameters([Constraint.format]), Adjustment(format: .jsonObject, wasRelaxed: true)),
      (
        .parameters([]),
        Adjustment(format: ResponseFormat.none, omitted: ["temperature"], wasRelaxed: true)
      ),
      (.providers, nil),
    ] as [(Constraint, Adjustment?)])
  func `the constraint that leaves nobody is dropped, once`(
    constraint: Constraint, expected: Adjustment?
  ) {
    let circumstance = Circumstance { $0.constraint = constraint }
    let decision = decide(
      .noEndpoints, circumstance, in: .example(parameters: ["temperature"]))
    #expect(adjustment(decision) == expected)
    let again = Situation.example(
      tries: 1, parameters: ["temperature"], adjustment: Adjustment(wasRelaxed: true))
    #expect(Scenario.Move(decide(.noEndpoints, circumstance, in: again)) == .escalate)
  }

  @Test
  func `providers are passed over no more where that leaves nobody`() {
    let circumstance = Circumstance { $0.constraint = .providers }
    let situation = Situation.example(adjustment: Adjustment(ignoredProviders: ["azure"]))
    for kind in [FailureKind.noEndpoints, .overloaded] {
      #expect(
        adjustment(decide(kind, circumstance, in: situation))
          == Adjustment(wasRelaxed: true, ignoredProviders: []))
    }
  }

  @Test
  func `a provider that refuses is passed over, each once`() {
    let circumstance = Circumstance { $0.provider = "Novita" }
    let next = adjustment(decide(.upstreamRefused, circumstance))
    #expect(next?.ignoredProviders == ["novita"])
    let again = Situation.example(tries: 1, adjustment: next ?? .none)
    #expect(Scenario.Move(decide(.upstreamRefused, circumstance, in: again)) == .escalate)
    let other = decide(
      .upstreamRefused, Circumstance { $0.provider = "Google AI Studio" }, in: again)
    #expect(adjustment(other)?.ignoredProviders == ["novita", "google-ai-studio"])
  }

  @Test
  func `what can be no provider's slug is never sent`() {
    for name in ["a\nb", "Mancer (private)", String(repeating: "x", count: 65), "", "Ünlü"] {
      let next = decide(.upstreamRefused, Circumstance { $0.provider = name })
      #expect(adjustment(next) == Adjustment.none, "\(name)")
      let again = decide(
        .providerError, Circumstance { $0.provider = name }, in: .example(tries: 1))
      #expect(adjustment(again) == Adjustment.none)
    }
  }

  @Test
  func `an article that the network in front refuses three times is given up`() {
    for throttles in 0...3 {
      let first = decide(.edgeBlocked, in: .example(throttles: throttles))
      #expect(Scenario.Move(first) == (throttles < 2 ? .postpone(.throttled) : .escalate))
      let last = decide(.edgeBlocked, in: .example(rung: 1, throttles: throttles))
      #expect(Scenario.Move(last) == (throttles < 2 ? .postpone(.throttled) : .fail))
      let everyone = decide(
        .edgeBlocked, Circumstance { $0.isAccountWide = true }, in: .example(throttles: throttles))
      #expect(Scenario.Move(everyone) == .postpone(.throttled))
    }
    let failure = decide(.edgeBlocked, in: .example(rung: 1, throttles: 2)).failure
    #expect(failure?.remedy.contains("this article") == true)
  }

  @Test
  func `a provider that fails twice is passed over`() {
    let circumstance = Circumstance { $0.provider = "DeepInfra" }
    #expect(adjustment(decide(.providerError, circumstance)) == Adjustment.none)
    let again = decide(.providerError, circumstance, in: .example(tries: 1))
    #expect(adjustment(again) == Adjustment(ignoredProviders: ["deepinfra"]))
  }

  @Test
  func `an account's guardrail is no model's matter`() {
    let circumstance = Circumstance { $0.isGuardrail = true }
    #expect(decide(.moderated, circumstance) == .fail(Failure(.moderated)))
    #expect(Scenario.Move(decide(.moderated)) == .escalate)
  }

  @Test
  func `what two models declined is not asked of a third`() {
    let ladder = ["a/1", "a/2", "a/3"]
    #expect(Scenario.Move(decide(.declined, in: .example(ladder: ladder))) == .escalate)
    let second = Situation.example(
      ladder: ladder, rung: 1, adjustment: Adjustment(wasDeclined: true))
    #expect(decide(.declined, in: second) == .fail(Failure(.declined)))
    #expect(Scenario.Move(decide(.notJSON, in: second)) == .escalate)
  }

  @Test
  func `our own timer is passed only once, and what it cut off may be in the cache`() {
    let circumstance = Circumstance {
      $0.repeatLimit = 1
      $0.mayBeCached = true
    }
    let cleared = Situation.example(adjustment: Adjustment(clearCache: true))
    let next = adjustment(decide(.timedOut, circumstance, in: cleared))
    #expect(next == Adjustment(repeats: .init(kind: .timedOut, count: 1)))
    let again = Situation.example(tries: 1, adjustment: next ?? .none)
    #expect(Scenario.Move(decide(.timedOut, circumstance, in: again)) == .escalate)
    #expect(Scenario.Move(decide(.timedOut, in: again)) == .retry, "a provider's own timer")
  }

  @Test
  func `a bad answer that came to its end is not asked of the cache again`() {
    for kind in [FailureKind.cut, .serverError, .providerError] {
      let decision = decide(kind, Circumstance { $0.cameWhole = true })
      #expect(adjustment(decision) == Adjustment(clearCache: true))
    }
  }

  @Test
  func `an answer that went into the reasoning is asked for once without any`() {
    let circumstance = Circumstance {
      $0.wroteElsewhere = true
      $0.repeatLimit = 1
    }
    let next = adjustment(decide(.empty, circumstance))
    #expect(next?.withoutReasoning == true && next?.clearCache == true)
    let last = Situation.example(rung: 1, tries: 1, adjustment: next ?? .none)
    #expect(decide(.empty, circumstance, in: last) == .fail(Failure(.empty)))
  }

  @Test
  func `a request that one article spoils fails alone`() {
    let circumstance = Circumstance { $0.isArticles = true }
    #expect(Scenario.Move(decide(.badRequest, circumstance, in: .example(rung: 1))) == .fail)
  }

  @Test
  func `an empty answer that was finished is asked for once more`() {
    let circumstance = Circumstance { $0.repeatLimit = 1 }
    let next = adjustment(decide(.empty, circumstance))
    #expect(next == Adjustment(clearCache: true, repeats: .init(kind: .empty, count: 1)))
    let again = Situation.example(tries: 1, adjustment: next ?? .none)
    #expect(Scenario.Move(decide(.empty, circumstance, in: again)) == .escalate)
    #expect(Scenario.Move(decide(.empty, in: again)) == .retry)
    let last = Situation.example(rung: 1, tries: 1, adjustment: next ?? .none)
    #expect(decide(.empty, circumstance, in: last) == .fail(Failure(.empty)))
    // The user's own retry clears the cache too, and is no repetition.
    let requeued = Situation.example(adjustment: Adjustment(clearCache: true))
    #expect(Scenario.Move(decide(.empty, circumstance, in: requeued)) == .retry)
  }

  @Test
  func `an answer without choices is asked for twice more`() {
    var adjustment = Adjustment.none
    for tries in 0..<2 {
      let decision = decide(
        .empty, Circumstance { $0.repeatLimit = 2 },
        in: .example(tries: tries, adjustment: adjustment))
      adjustment = self.adjustment(decision) ?? .none
      #expect(adjustment.repeats?.count == tries + 1)
    }
    let third = decide(
      .empty, Circumstance { $0.repeatLimit = 2 }, in: .example(tries: 2, adjustment: adjustment))
    #expect(Scenario.Move(third) == .escalate)
  }

  @Test
  func `a fault changes nothing in the request`() {
    let told = Adjustment(complaint: "x", clearCache: true)
    for kind in [FailureKind.serverError, .cut, .timedOut, .providerError, .unknown] {
      #expect(adjustment(decide(kind, in: .example(adjustment: told))) == told)
    }
  }
}
