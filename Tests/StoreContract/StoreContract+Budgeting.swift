import BatchCore
import Testing

extension StoreContract {
  /// A picodollar for each token of an answer of 512: with nothing for the prompt a reserve of 512.
  private static let ceiling = PriceCeiling(
    prompt: .zero, completion: Money(picodollars: 1), isSent: true)

  private static func send(_ candidate: Candidate) -> Preparation {
    let shape = candidate.resend?.shape ?? Make.shape(candidate, ceiling: ceiling)
    return .send(shape, body: Array(candidate.article.body.utf8))
  }

  /// The reserve is as many picodollars as the body has bytes.
  private static func sendByLength(_ candidate: Candidate) -> Preparation {
    let ceiling = PriceCeiling(prompt: Money(picodollars: 1), completion: .zero, isSent: true)
    return .send(
      Make.shape(candidate, ceiling: ceiling), body: Array(candidate.article.body.utf8))
  }

  private static func bound(_ picodollars: Int64) -> BudgetChange {
    BudgetChange(maxCost: .amount(Money(picodollars: picodollars)))
  }

  static let budgeting = [
    StoreContract(name: "a budget is kept, and a change leaves alone what it does not name") {
      queue throws in
      #expect(try queue.reader.figures(now: Make.at(0)).budget == Budget())
      let first = try queue.store.change(bound(7))
      #expect(first.was == Budget() && first.now.maxCost?.picodollars == 7)
      let second = try queue.store.change(BudgetChange(warnBalance: .zero))
      #expect(second.was == first.now)
      try queue.replaceWriter()
      let kept = try queue.reader.figures(now: Make.at(0)).budget
      #expect(kept == Budget(maxCost: Money(picodollars: 7), warnBalance: .zero))
      #expect(try queue.store.change(BudgetChange(maxCost: .lifted)).now.maxCost == nil)
    },
    StoreContract(
      name: "each claim sets its most aside, and its end gives back what it did not cost"
    ) {
      queue throws in
      try queue.fill(3)
      let first = try #require(try queue.claim(prepare: send))
      let second = try #require(try queue.claim(prepare: send))
      #expect(try queue.figures().reserved.picodollars == 1_024)
      try queue.settle(first, Make.answer(), facts: Make.facts(cost: 300))
      #expect(try queue.figures().reserved.picodollars == 512)
      #expect(try queue.figures().cost.picodollars == 300)
      try queue.settle(
        second, .postpone(Make.failure(.cut), .interrupted, notBefore: nil),
        facts: Make.facts(cost: nil))
      #expect(try queue.figures().reserved.picodollars == 512, "nobody told what it cost")
      let third = try #require(try queue.claim(prepare: send))
      var unsent = Make.facts(cost: nil, status: nil)
      unsent.wasSent = false
      try queue.settle(
        third, .postpone(Make.failure(.unreachable), .interrupted, notBefore: nil), facts: unsent)
      #expect(try queue.figures().reserved.picodollars == 512)
      try queue.verify()
    },
    StoreContract(name: "a claim that could pass the bound waits for those in flight, then pauses")
    {
      queue throws in
      try queue.fill(4)
      _ = try queue.store.change(bound(1_100))
      let lane = ClaimWish.Lane(role: Make.role, rung: 0)
      let wishes = Array(repeating: ClaimWish(lanes: [lane]), count: 4)
      let result = try queue.store.turn(Turn(now: Make.at(1), wishes: wishes), prepare: send)
      #expect(result.claims.map { $0 == nil } == [false, false, true, true])
      #expect(result.begun == [] && result.open == [Make.role: 4])
      #expect(try queue.reader.pauses() == [])
      let claims = result.claims.compactMap { $0 }
      let settlements = claims.map {
        Make.settlement($0, Make.answer(), facts: Make.facts(cost: 400))
      }
      let last = try queue.store.turn(
        Turn(now: Make.at(2), settlements: settlements, wishes: wishes), prepare: send)
      #expect(last.claims.allSatisfy { $0 == nil })
      let pause = try #require(last.begun.first)
      #expect(pause.key == Pause.Key(.queue, .budget) && pause.needsPerson)
      #expect(try queue.reader.pauses() == last.begun)
      #expect(try queue.figures().ready == 2)
      #expect(try queue.figures().attempts == 2, "nothing was sent")
      _ = try queue.store.change(bound(1_312))
      #expect(try queue.reader.pauses() == [])
      #expect(try queue.claim(prepare: send) != nil)
      try queue.verify()
    },
    StoreContract(name: "a crash keeps what was set aside, until the cost is known") {
      queue throws in
      try queue.fill(2)
      _ = try queue.store.change(bound(1_000))
      _ = try #require(try queue.claim(prepare: send))
      try queue.replaceWriter()
      #expect(try queue.store.recover(now: Make.at(3)) == 1)
      #expect(try queue.figures().reserved.picodollars == 512)
      #expect(try queue.claim(prepare: send) == nil)
      #expect(try queue.reader.pauses().map(\.reason) == [.budget])
      #expect(try queue.reader.unknownCosts(limit: 9) == [], "nobody knows its id")
      try queue.verify()
    },
    StoreContract(name: "a cost that is told later is counted once, and makes room") {
      queue throws in
      try queue.fill(2)
      _ = try queue.store.change(bound(1_000))
      let claim = try #require(try queue.claim(prepare: send))
      try queue.settle(
        claim, .retry(Make.failure(.cut), notBefore: nil, .none), facts: Make.facts(cost: nil))
      #expect(try queue.claim(prepare: send) == nil)
      let unknown = UnknownCost(attempt: claim.number, generationID: "gen-1")
      #expect(try queue.reader.unknownCosts(limit: 9) == [unknown])
      for cost: Int64 in [80, 99] {
        let known = KnownCost(attempt: claim.number, cost: Money(picodollars: cost))
        _ = try queue.store.turn(Turn(now: Make.at(5), costs: [known]), prepare: send)
        let figures = try queue.figures()
        #expect(figures.cost.picodollars == 80 && figures.costUnknown == 0)
        #expect(figures.reserved == .zero && figures.models.map(\.cost.picodollars) == [80])
      }
      #expect(try queue.reader.unknownCosts(limit: 9) == [])
      #expect(try queue.task(1).attempts[0].facts.usage.cost?.picodollars == 80)
      #expect(try queue.claim(prepare: send) != nil)
      try queue.verify()
    },
    StoreContract(name: "where the next task does not fit, a shorter one or another lane's goes on")
    {
      queue throws in
      let lengths = [900, 800, 40, 700]
      let articles = lengths.enumerated().map {
        Make.article($0.offset + 1, body: String(repeating: "x", count: $0.element))
      }
      _ = try queue.store.enqueue(articles, update: false)
      _ = try queue.store.beginRun(Make.run())
      _ = try queue.store.makeTasks(role: Make.role)
      _ = try queue.store.change(bound(100))
      let short = try #require(try queue.claim(prepare: sendByLength))
      #expect(short.articleID == "a3")
      try queue.settle(
        short, .escalate(Make.failure(.notJSON), rung: 1, model: Make.dear),
        facts: Make.facts(cost: 40))
      let again = try #require(try queue.claim(rungs: [0, 1], prepare: sendByLength))
      #expect(again.articleID == "a3" && again.task.rung == 1)
      try queue.settle(again, Make.answer(), facts: Make.facts(cost: 40))
      #expect(try queue.claim(rungs: [0, 1], prepare: sendByLength) == nil)
      #expect(try queue.reader.pauses().first?.message.contains("$0.0000") == true)
      try queue.verify()
    },
    StoreContract(name: "an article that is due again and does not fit holds up no shorter one") {
      queue throws in
      let articles = [900, 40, 30].enumerated().map {
        Make.article($0.offset + 1, body: String(repeating: "x", count: $0.element))
      }
      _ = try queue.store.enqueue(articles, update: false)
      _ = try queue.store.beginRun(Make.run())
      _ = try queue.store.makeTasks(role: Make.role)
      let dear = try #require(try queue.claim(prepare: sendByLength))
      try queue.settle(
        dear, .retry(Make.failure(.serverError), notBefore: Make.at(2), .none),
        facts: Make.facts(cost: 0))
      _ = try queue.store.change(bound(100))
      for id in ["a3", "a2"] {
        let short = try #require(try queue.claim(at: 9, prepare: sendByLength))
        #expect(short.articleID == id)
        try queue.settle(short, Make.answer(), facts: Make.facts(cost: 10))
      }
      #expect(try queue.claim(at: 9, prepare: sendByLength) == nil)
      #expect(try queue.reader.pauses().map(\.reason) == [.budget])
    },
    StoreContract(name: "a model without a price is not asked under a bound, the others are") {
      queue throws in
      try queue.fill(2)
      _ = try queue.store.change(bound(5_000))
      let lane = ClaimWish.Lane(role: Make.role, rung: 0)
      let turn = Turn(now: Make.at(1), wishes: [ClaimWish(lanes: [lane])])
      let result = try queue.store.turn(turn, prepare: Make.send)
      #expect(result.claims.count == 1 && result.claims[0] == nil)
      #expect(result.begun.map(\.key) == [Pause.Key(.model(Make.cheap), .budget)])
      #expect(try queue.reader.pauses() == result.begun)
      #expect(try queue.figures().attempts == 0)
      #expect(try queue.claim(prepare: send) != nil)
      _ = try queue.store.change(BudgetChange(maxCost: .lifted))
      #expect(try queue.reader.pauses() == [])
      #expect(try queue.claim(prepare: Make.send) != nil)
      try queue.verify()
    },
    StoreContract(name: "while a cost is being asked for, no room is no pause") { queue throws in
      try queue.fill(2)
      _ = try queue.store.change(bound(500))
      let lane = ClaimWish.Lane(role: Make.role, rung: 0)
      for awaitsCosts in [true, false] {
        var turn = Turn(now: Make.at(1), wishes: [ClaimWish(lanes: [lane])])
        turn.awaitsCosts = awaitsCosts
        let result = try queue.store.turn(turn, prepare: send)
        #expect(result.awaitsCosts == awaitsCosts)
        #expect(result.begun.isEmpty == awaitsCosts)
        #expect(try queue.reader.pauses() == result.begun)
      }
    },
    StoreContract(name: "without a bound nothing waits for money") { queue throws in
      try queue.fill(3)
      for _ in 1...2 { #expect(try queue.claim(prepare: send) != nil) }
      #expect(try queue.claim(prepare: Make.send) != nil)
      #expect(try queue.figures().reserved.picodollars == 1_024)
      try queue.verify()
    },
  ]
}
