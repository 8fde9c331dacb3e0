import BatchCore
import Testing

extension StoreContract {
  static let schedules = (1...6).map { seed in
    StoreContract(name: "after a random schedule counters and rows agree (seed \(seed))") {
      queue throws in
      var schedule = Schedule(queue: queue, random: SplitMix(state: UInt64(seed)))
      try schedule.run(steps: 120)
    }
  }
}

/// Everything that can happen to a queue, in any order.
private struct Schedule {
  let queue: QueueUnderTest
  var random: SplitMix
  var articles = 0
  var now: Int64 = 0
  var held: [Claim] = []
  /// Claims that are no longer in force.
  var stale: [Claim] = []
  let roles = [Make.role, "deep"]

  init(queue: QueueUnderTest, random: SplitMix) {
    self.queue = queue
    self.random = random
  }

  mutating func run(steps: Int) throws {
    _ = try queue.store.beginRun(Make.run(roles.map { Make.job($0) }))
    for step in 1...steps {
      now += Int64.random(in: 0...40, using: &random)
      switch Int.random(in: 0..<20, using: &random) {
      case 0...1: try add()
      case 2: try change()
      case 3: try die()
      case 4:
        let isOfCancelled = Bool.random(using: &random)
        _ = try queue.store.retry(
          RetrySelection(role: isOfCancelled ? "deep" : nil, isOfCancelled: isOfCancelled))
      case 7: try cancel()
      case 5:
        let digest = "digest-\(Int.random(in: 1...2, using: &random))"
        _ = try queue.store.beginRun(Make.run(roles.map { Make.job($0, digest: digest) }))
      case 6:
        let ladder = [Make.cheap, Make.dear, "x/third"].shuffled(using: &random)
        try queue.store.alignLadder(role: Make.role, models: Array(ladder.prefix(2)))
      default: try turn()
      }
      if step % 20 == 0 { try check() }
    }
  }

  private mutating func add() throws {
    let count = Int.random(in: 1...6, using: &random)
    let new = (articles + 1...articles + count).map { Make.article($0) }
    articles += count
    _ = try queue.store.enqueue(new, update: false)
    for role in roles { _ = try queue.store.makeTasks(role: role) }
  }

  private mutating func change() throws {
    guard articles > 0 else { return }
    let number = Int.random(in: 1...articles, using: &random)
    let article = Make.article(number, body: "text \(random.next())")
    #expect(try queue.store.enqueue([article], update: true) == [.updated])
  }

  private mutating func cancel() throws {
    guard articles > 0 else { return }
    let id = "a\(Int.random(in: 1...articles, using: &random))"
    let articles = Bool.random(using: &random) ? [id] : []
    _ = try queue.store.cancel(CancelSelection(role: "deep", articles: articles, limit: 2))
  }

  private mutating func die() throws {
    try queue.replaceWriter()
    #expect(try queue.store.recover(now: Make.at(now)) == held.count)
    stale += held
    held = []
  }

  private mutating func turn() throws {
    let settled = held.filter { _ in Bool.random(using: &random) }
    held.removeAll { claim in settled.contains { $0.number == claim.number } }
    let late = stale.filter { _ in Bool.random(using: &random) }
    var settlements: [Settlement] = []
    for claim in settled + late {
      let costs: [Int64?] = [nil, 0, 5, 1_000_000]
      let cost = costs.randomElement(using: &random) ?? nil
      settlements.append(
        Make.settlement(claim, decision(), facts: Make.facts(cost: cost), at: now))
    }
    let lanes = roles.flatMap { role in (0...1).map { ClaimWish.Lane(role: role, rung: $0) } }
    let wishes = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      ClaimWish(
        lanes: lanes.shuffled(using: &random),
        order: ClaimWish.Order.allCases.randomElement(using: &random) ?? .input)
    }
    var dice = random
    let result = try queue.store.turn(
      Turn(now: Make.at(now), settlements: settlements, wishes: wishes)
    ) { candidate in
      switch Int.random(in: 0..<12, using: &dice) {
      case 0: .settle(.fail(Make.failure(.tooLong)))
      case 1: .settle(.escalate(Make.failure(.tooLong), rung: 1, model: Make.dear))
      default: Make.send(candidate)
      }
    }
    random = dice
    #expect(Set(result.refused) == Set(late.map(\.number)))
    held += result.claims.compactMap { $0 }
  }

  private mutating func decision() -> Decision {
    let failure = Make.failure(FailureKind.allCases.randomElement(using: &random) ?? .unknown)
    let later = Bool.random(using: &random) ? Make.at(now + 60) : nil
    return switch Int.random(in: 0..<8, using: &random) {
    case 0...2: Make.answer("[\(random.next())]")
    case 3: .retry(failure, notBefore: later, Adjustment(complaint: "c"))
    case 4: .escalate(failure, rung: 1, model: Make.dear)
    case 5: .postpone(failure, .throttled, notBefore: later)
    case 6: .pause(failure, Make.pause(.queue, .operator))
    default: .fail(failure)
    }
  }

  private func check() throws {
    try queue.verify()
    for role in roles {
      guard
        let figures = try queue.reader.figures(now: Make.at(now)).roles.first(
          where: { $0.role == role })
      else { continue }
      #expect(figures.total == articles)
      #expect(figures.models.map(\.done).reduce(0, +) == figures.done)
      #expect(figures.failures.map(\.count).reduce(0, +) == figures.failed)
    }
    let figures = try queue.reader.figures(now: Make.at(now))
    #expect(figures.roles.map(\.claimed).reduce(0, +) == held.count)
  }
}
