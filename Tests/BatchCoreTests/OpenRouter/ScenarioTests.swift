import BatchCore
import Testing

@Suite struct ScenarioTests {
  @Test(arguments: Scenario.all)
  func `each scenario has its meaning`(_ scenario: Scenario) throws {
    let reading = scenario.read()
    if let served = scenario.served { #expect(reading.facts.servedModel == served) }
    if let isUnknown = scenario.isCostUnknown {
      #expect(LedgerEntry.isCostUnknown(reading.facts, failure: scenario.kind) == isUnknown)
    }
    guard let kind = scenario.kind else {
      guard case .answered = reading.outcome else {
        Issue.record("expected an answer, got \(reading.outcome)")
        return
      }
      #expect(reading.facts.excerpt == nil)
      return
    }
    guard case .failed(let failure, let circumstance) = reading.outcome else {
      Issue.record("expected \(kind), got an answer")
      return
    }
    #expect(failure.kind == kind, "\(failure.sentence)")
    #expect(circumstance.wait == scenario.wait)
    #expect(circumstance.limit?.requestsPerSecond == scenario.perSecond)
    #expect(circumstance.isAccountWide == scenario.isAccountWide)
    #expect(circumstance.isForFreeModels == scenario.isForFreeModels)
    #expect(failure.sentence.hasSuffix("."))
    #expect(failure.remedy.hasSuffix("."))
    #expect(!failure.sentence.contains("user_2"))
    #expect(!(reading.facts.excerpt ?? "").contains("user_2"))
    #expect(reading.facts.milliseconds == (scenario.exchange.duration.wholeMilliseconds))
  }

  @Test(arguments: Scenario.all)
  func `each scenario has its way on`(_ scenario: Scenario) {
    #expect(scenario.move(rung: 0, tries: 0) == scenario.first)
    #expect(scenario.decision(rung: 0, tries: 0).pauseEnd == scenario.until)
    #expect(scenario.move(rung: 1, tries: 0) == scenario.last)
    #expect(scenario.move(rung: 1, tries: 3) == scenario.spent)
  }

  @Test(arguments: UnsentScenario.all)
  func `each scenario without a request has its way on`(_ scenario: UnsentScenario) {
    #expect(scenario.move == scenario.expected)
  }

  @Test
  func `every scenario of the contract has a row, or a reason why it has none`() {
    for number in (1...53).map({ "S\($0)" }) {
      let names = Scenario.all.map(\.name) + UnsentScenario.all.map(\.name)
      let hasRow = names.contains { $0.hasPrefix(number + " ") }
      #expect(hasRow != (Scenario.unmet[number] != nil), "\(number)")
    }
  }
}

extension Scenario {
  func read() -> Reading {
    if let row {
      return .of(row, expecting: shape, model: model, took: exchange.duration, now: Self.noon)
    }
    return .of(exchange, expecting: shape, model: model, route: route, now: Self.noon)
  }

  func move(rung: Int, tries: Int) -> Move { Move(decision(rung: rung, tries: tries)) }

  func decision(rung: Int, tries: Int) -> Decision {
    let ladder = rung == 0 ? [model, "a/next"] : ["a/before", model]
    let situation = Situation.example(ladder: ladder, rung: rung, tries: tries, route: route)
    let decision = Decision.about(read().outcome, in: situation)
    return row == nil ? decision : decision.ofBatchRow
  }
}

extension Decision {
  /// When the pause that it begins ends by itself.
  fileprivate var pauseEnd: Timestamp? {
    guard case .pause(_, let pause) = self else { return nil }
    return pause.until
  }
}

extension Scenario.Move {
  init(_ decision: Decision) {
    switch decision {
    case .succeed, .proceed: self = .succeed
    case .retry: self = .retry
    case .escalate: self = .escalate
    case .postpone(_, let reason, _): self = .postpone(reason)
    case .pause(_, let pause):
      switch pause.scope {
      case .queue: self = .pauseQueue(pause.reason)
      case .role: self = .pauseRole(pause.reason)
      case .model: self = .pauseModel(pause.reason)
      case .freeModels: self = .pauseFree(pause.reason)
      }
    case .fail: self = .fail
    }
  }
}

extension Situation {
  static func example(
    ladder: [String] = ["a/small", "a/large"], rung: Int = 0, tries: Int = 0, attempts: Int = 4,
    throttles: Int = 0, maxTokens: Int = 4000, format: ResponseFormat = .jsonSchema,
    parameters: [String] = [], adjustment: Adjustment = .none, route: RequestRoute = .chat,
    chance: Double = 0.5
  ) -> Situation {
    let task = TaskRecord(
      id: TaskID(1), role: "rewrite", article: 1, state: .claimed(ClaimNumber(1)), rung: rung,
      model: ladder[rung], tries: tries, throttles: throttles, adjustment: adjustment)
    let shape = AttemptShape(
      job: "0", model: ladder[rung], route: route, maxTokens: maxTokens, format: format,
      parameters: parameters, stream: true, adjustment: adjustment, revision: 1, builder: 1,
      bodySHA256: "0")
    return Situation(
      task: task, shape: shape, ladder: ladder, attempts: attempts, now: Scenario.noon,
      chance: chance)
  }
}
