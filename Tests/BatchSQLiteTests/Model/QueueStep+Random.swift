import BatchCore
import StoreContract

extension QueueStep {
  static let roles = [Make.role, "deep"]
  private static let models = [Make.cheap, Make.dear, "third/model"]
  private static let digests = ["digest-1", "digest-2"]

  /// A schedule by its seed: a queue with articles and a run, then anything.
  static func schedule(seed: UInt64, steps: Int) -> [QueueStep] {
    var dice = SplitMix(state: seed &* 0x2545_F491_4F6C_DD1D)
    let begin: [Action] =
      [.add(4), .beginRun(digest: "digest-1", source: "one", concurrency: 5)]
      + roles.map { .makeTasks(role: $0) }
    return begin.map { QueueStep(after: 0, action: $0) }
      + (begin.count..<steps).map { _ in random(&dice) }
  }

  private static func random(_ dice: inout SplitMix) -> QueueStep {
    let after: Int64 = dice.one(of: [0, 1, 700, 20_000, 90_000])
    return QueueStep(after: after, action: action(&dice))
  }

  private static func action(_ dice: inout SplitMix) -> Action {
    switch dice.below(100) {
    case 0..<5: .add(1 + dice.below(3))
    case 5..<10:
      .enqueueAgain(
        article: dice.below(20), text: dice.below(3) == 0 ? nil : dice.below(1000),
        update: dice.below(4) > 0)
    case 10..<14: .makeTasks(role: dice.one(of: roles))
    case 14..<17:
      .beginRun(
        digest: dice.one(of: digests), source: dice.one(of: ["one", "two"]),
        concurrency: 1 + dice.below(9))
    case 17: .endRun
    case 18: .setConcurrency(1 + dice.below(200))
    case 19..<22:
      .alignLadder(
        role: dice.one(of: roles), models: Array(models.shuffled(using: &dice).prefix(2)))
    case 22..<29: .retry(retry(&dice), articles: named(&dice))
    case 29..<34:
      .cancel(
        CancelSelection(role: dice.one(of: roles), limit: 1 + dice.below(3)),
        articles: named(&dice))
    case 34..<37: .recover
    case 37..<39: .reopen
    case 39..<42: .crash(torn: dice.below(3) == 0 ? 0 : dice.below(9000))
    case 42: .crashWithin(turn(&dice))
    case 43..<45: .backup(restores: dice.below(2) == 0)
    case 45..<48: .redo(role: dice.one(of: roles), limit: 1 + dice.below(3))
    case 48..<51:
      .judge(dice.one(of: [.accepted, .rejected, nil]), pick: dice.below(1000))
    case 51..<55:
      .sendBack(
        pick: dice.below(1000), isOnDear: dice.below(2) == 0, isPlaced: dice.below(2) == 0)
    case 55..<57: .keepResult(pick: dice.below(1000))
    default: .turn(turn(&dice))
    }
  }

  /// Mostly none: the whole role.
  private static func named(_ dice: inout SplitMix) -> [Int] {
    dice.below(3) == 0 ? [] : (0..<(1 + dice.below(2))).map { _ in dice.below(21) }
  }

  private static func retry(_ dice: inout SplitMix) -> RetrySelection {
    let role = dice.one(of: roles)
    var selection = RetrySelection(role: dice.below(4) == 0 ? nil : role, limit: 1 + dice.below(3))
    if dice.below(3) == 0 { (selection.isOfCancelled, selection.role) = (true, role) }
    if dice.below(4) == 0, !selection.isOfCancelled {
      selection.kind = dice.one(of: FailureKind.allCases)
    }
    if dice.below(3) == 0 { selection.target = LadderPlace(rung: 1, model: Make.dear) }
    return selection
  }

  private static func turn(_ dice: inout SplitMix) -> TurnStep {
    // Often the same: what one turn has prepared ahead is of use to the next.
    let salt = dice.below(3) == 0 ? dice.next() : 7
    var turn = TurnStep(rule: PreparationRule(salt: salt))
    turn.settlements = (0..<dice.below(4)).map { _ in settlement(&dice) }
    if dice.below(6) == 0 { turn.begin = [pause(&dice)] }
    if dice.below(6) == 0 { turn.end = [pause(&dice).key, pause(&dice).key] }
    let lanes = roles.flatMap { role in (0...1).map { ClaimWish.Lane(role: role, rung: $0) } }
    turn.wishes = (0..<dice.below(4)).map { _ in
      ClaimWish(
        lanes: Array(lanes.shuffled(using: &dice).prefix(1 + dice.below(4))),
        order: dice.one(of: ClaimWish.Order.allCases))
    }
    if dice.below(8) == 0 {
      turn.keep = [
        KeptDocument(name: "pace", fetchedAt: Make.at(1), text: "\(dice.below(99))\0")
      ]
    }
    if dice.below(4) == 0 { turn.counted = [dice.one(of: roles)] }
    if dice.below(2) == 0 { turn.ahead = dice.one(of: lanes) }
    return turn
  }

  private static func pause(_ dice: inout SplitMix) -> Pause {
    let scopes: [Pause.Scope] = [.queue, .role(Make.role), .model(Make.cheap), .freeModels]
    let reasons: [Pause.Reason] = [.operator, .insufficientCredits, .rateLimited]
    var pause = Make.pause(
      dice.one(of: scopes), dice.one(of: reasons), since: Int64(dice.below(99)),
      message: "M\(dice.below(9))")
    if dice.below(2) == 0 { pause.until = Make.at(Int64(dice.below(999))) }
    return pause
  }

  private static func settlement(_ dice: inout SplitMix) -> SettlementStep {
    var facts = Make.facts(
      cost: dice.one(of: [nil, 0, 5, 1_000_000]), status: dice.one(of: [nil, 200, 429, 502]))
    facts.isCacheHit = dice.below(8) == 0
    facts.servedModel = dice.below(5) == 0 ? "served/model" : nil
    let decision = decision(&dice)
    if case .succeed = decision {} else { facts.wasSent = dice.below(5) > 0 }
    return SettlementStep(
      isHeld: dice.below(6) > 0, pick: dice.below(1000), isForged: dice.below(25) == 0,
      decision: decision, facts: facts)
  }

  private static func decision(_ dice: inout SplitMix) -> Decision {
    var failure = Make.failure(dice.one(of: FailureKind.allCases))
    failure.remedy += " \(dice.below(5))"
    let later = dice.below(2) == 0 ? nil : Make.at(Int64(dice.below(6000)))
    switch dice.below(12) {
    case 0..<4: return Make.answer("[\(dice.below(1000))]")
    case 4..<6: return .retry(failure, notBefore: later, adjustment(&dice))
    case 6: return .escalate(failure, rung: 1, model: Make.dear)
    case 7..<9:
      let reasons: [ReadyReason] = [.throttled, .unreachable, .interrupted, .paused]
      return .postpone(failure, dice.one(of: reasons), notBefore: later)
    case 9: return .pause(failure, pause(&dice))
    default: return .fail(failure)
    }
  }

  private static func adjustment(_ dice: inout SplitMix) -> Adjustment {
    switch dice.below(4) {
    case 0: Adjustment(complaint: "c\0\u{2028}")
    case 1: Adjustment(maxTokens: 9, isShortened: true, wasDeclined: true)
    case 2: Adjustment(ignoredProviders: [], repeats: .init(kind: .cut, count: 2))
    default: .none
    }
  }
}

extension SplitMix {
  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

  mutating func one<Element>(of choices: [Element]) -> Element { choices[below(choices.count)] }
}
