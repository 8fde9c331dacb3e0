import BatchCore
import Testing

extension StoreContract {
  static let batching = [
    StoreContract(name: "what is gathered for a batch is claimed like any other") { queue throws in
      try queue.fill(4)
      let batch = try queue.gather(limit: 3)
      #expect(batch.claims.map(\.articleID) == ["a1", "a2", "a3"])
      #expect(try queue.store.outstandingBatches() == [], "nobody has accepted it yet")
      #expect(
        try queue.reader.figures(now: Make.at(2)).submissions == [
          SubmittedTasks(role: Make.role, model: Make.cheap, count: 3)
        ])
      for article in 1...3 {
        #expect(try queue.task(article).record.state == .claimed(batch.claims[article - 1].number))
        #expect(try queue.task(article).attempts.count == 1)
      }
      #expect(try queue.figures().claimed == 3)
      #expect(try queue.claim()?.articleID == "a4")
      #expect(try queue.gather().number == nil)
      try queue.verify()
    },
    StoreContract(name: "a batch that was accepted outlives the run") { queue throws in
      try queue.fill(3)
      let batch = try queue.gather(limit: 2)
      let number = try #require(batch.number)
      _ = try queue.claim()
      try queue.store.accepted(number, as: "batch_9", now: Make.at(5))
      try queue.store.asked(number, isKnown: nil, now: Make.at(7))
      try queue.replaceWriter()
      #expect(try queue.store.recover(now: Make.at(20)) == 1, "the one that was in flight")
      let found = try queue.store.outstandingBatches()
      #expect(
        found == [
          OutstandingBatch(
            number: number, role: Make.role, model: Make.cheap, id: "batch_9", tasks: 2,
            since: Make.at(5), askedAt: Make.at(7), asks: 1)
        ])
      #expect(try queue.reader.figures(now: Make.at(21)).batches == found)
      #expect(try queue.reader.figures(now: Make.at(21)).submissions == [])
      let tasks = try queue.store.tasks(of: number)
      #expect(tasks.map(\.claim) == batch.claims.map(\.number))
      #expect(tasks.map(\.shape) == batch.claims.map(\.shape))
      #expect(tasks.map(\.candidate.article.body) == ["Body of 1.", "Body of 2."])
      #expect(tasks.allSatisfy { $0.candidate.resend?.jobSource == "role: rewrite" })
      try queue.verify()
      let refused = try queue.settle(
        number, batch.claims, [Make.answer(), .retry(Make.failure(.empty), notBefore: nil, .none)])
      #expect(refused == [])
      #expect(try queue.task(1).record.state == .done)
      #expect(try queue.task(2).record.state == .ready(.retry, notBefore: nil))
      #expect(try queue.store.outstandingBatches() == [])
      #expect(try queue.store.tasks(of: number).isEmpty)
      try queue.verify()
    },
    StoreContract(name: "a batch of which nobody knows the id is lost, and gathered again") {
      queue throws in
      try queue.fill(2)
      let lost = try queue.gather()
      try queue.replaceWriter()
      #expect(try queue.store.recover(now: Make.at(20)) == 2)
      #expect(try queue.task(1).record.state == .ready(.lost, notBefore: nil))
      #expect(try queue.task(1).attempts.first?.outcome == "lost")
      #expect(try queue.figures().costUnknown == 2)
      #expect(try queue.store.outstandingBatches() == [])
      let again = try queue.gather()
      #expect(again.claims.map(\.shape) == lost.claims.map(\.shape))
      #expect(again.claims.allSatisfy { $0.isResend })
      #expect(again.number != lost.number)
      try queue.verify()
    },
    StoreContract(name: "only what no batch has returned is gathered") { queue throws in
      try queue.fill(6)
      let failure = Make.failure(.returned)
      let batch = try queue.gather(limit: 2)
      _ = try queue.settle(
        try #require(batch.number), batch.claims,
        [.postpone(failure, .returned, notBefore: nil), .fail(failure)])
      let lostLive = try #require(try queue.claim())
      #expect(lostLive.articleID == "a1", "it is the live lane's")
      _ = try #require(try queue.claim())
      #expect(try queue.store.recover(now: Make.at(20)) == 2)
      try queue.settle(
        try #require(try queue.claim(rungs: [0])), .escalate(failure, rung: 1, model: Make.dear))
      #expect(try queue.gather().claims.map(\.articleID) == ["a4", "a5", "a6"])
      try queue.verify()
    },
    StoreContract(name: "what the provider did not accept was no attempt, and is gathered again") {
      queue throws in
      try queue.fill(2)
      let batch = try queue.gather()
      let settlements = batch.claims.map {
        RequestPlanner.withdrawal(of: $0, Make.failure(.overloaded), now: Make.at(9))
      }
      let number = try #require(batch.number)
      #expect(try queue.store.settle(number, settlements, now: Make.at(9)) == [])
      #expect(try queue.task(1).attempts.isEmpty)
      #expect(try queue.figures().attempts == 0)
      try queue.verify()
      #expect(try queue.gather().claims.count == 2)
    },
    StoreContract(
      name: "a batch that comes back to a cancelled or replaced article changes nothing"
    ) { queue throws in
      try queue.fill(3)
      let batch = try queue.gather()
      let number = try #require(batch.number)
      try queue.store.accepted(number, as: "b", now: Make.at(2))
      let cancelled = try queue.store.cancel(
        CancelSelection(role: Make.role, articles: ["a1", "a2"]))
      #expect(cancelled.inFlight == 2)
      _ = try queue.store.enqueue([Make.article(3, body: "new")], update: true)
      let failure = Make.failure(.returned)
      _ = try queue.settle(
        number, batch.claims,
        [Make.answer(), .postpone(failure, .returned, notBefore: nil), Make.answer()])
      #expect(try queue.task(1).record.state == .done, "a usable answer is kept")
      #expect(try queue.task(2).record.state == .cancelled)
      #expect(try queue.task(3).record.state == .ready(.updated, notBefore: nil))
      #expect(try queue.settle(number, batch.claims, [Make.answer()]).count == 1, "taken in twice")
      #expect(try !queue.store.accepted(number, as: "b", now: Make.at(11)), "it is settled")
      #expect(try !queue.store.accepted(BatchNumber(99), as: "b", now: Make.at(11)))
      try queue.verify()
    },
    StoreContract(name: "how long the provider has not known a batch is kept, over runs") {
      queue throws in
      try queue.fill(1)
      let batch = try queue.gather()
      let number = try #require(batch.number)
      try queue.store.accepted(number, as: "b", now: Make.at(2))
      var expected = OutstandingBatch(
        number: number, role: Make.role, model: Make.cheap, id: "b", tasks: 1, since: Make.at(2))
      for (second, isKnown) in [(3, false), (4, true), (5, false), (6, nil), (9, false)]
        as [(Int64, Bool?)]
      {
        try queue.store.asked(number, isKnown: isKnown, now: Make.at(second))
        expected.note(isKnown: isKnown, now: Make.at(second))
        try queue.replaceWriter()
        _ = try queue.store.recover(now: Make.at(second))
        #expect(try queue.store.outstandingBatches() == [expected])
      }
      #expect(expected.unknowns == 2 && expected.unknownSince == Make.at(5))
    },
    StoreContract(name: "what goes into no batch does not stand before what does") { queue throws in
      try queue.fill(500)
      let isFit: (Candidate) -> Preparation = { candidate in
        guard candidate.task.article > 450,
          case .send(var shape, let body) = queue.batched(candidate)
        else {
          var shape = Make.shape(candidate)
          (shape.stream, shape.adjustment.section) = (false, 0)
          return .send(shape, body: [])
        }
        shape.stream = false
        return .send(shape, body: body)
      }
      var looks: [GatheredBatch] = []
      var place: TaskID?
      repeat {
        let looked = try queue.gather(limit: 30, after: place, prepare: isFit)
        place = looked.next
        looks.append(looked)
      } while place != nil
      #expect(looks.map(\.claims.count) == [0, 0, 0, 30, 20])
      #expect(looks.compactMap(\.next).allSatisfy { $0.number <= 500 })
      #expect(looks.last?.claims.last?.articleID == "a500")
      #expect(try queue.gather(limit: 30, prepare: isFit).number == nil)
      try queue.verify()
    },
    StoreContract(name: "a batch holds what the budget has room for, and says that there was more")
    {
      queue throws in
      try queue.fill(9)
      let ceiling = PriceCeiling(
        prompt: .zero, completion: Money(picodollars: 1), isSent: true)
      let priced: (Candidate) -> Preparation = { candidate in
        var shape = Make.shape(candidate, ceiling: ceiling)
        shape.stream = false
        return .send(shape, body: [])
      }
      _ = try queue.store.change(
        BudgetChange(maxCost: .amount(Money(picodollars: 512 * 4))))
      let first = try queue.gather(prepare: priced)
      #expect(first.claims.count == 4 && first.isShortOfRoom && first.next == nil)
      #expect(try queue.gather(prepare: priced).isShortOfRoom)
      let number = try #require(first.number)
      _ = try queue.store.settle(
        number,
        first.claims.map { Make.settlement($0, Make.answer(), facts: Make.facts(cost: 256)) },
        now: Make.at(9))
      #expect(try queue.gather(prepare: priced).claims.count == 2, "as the half was not needed")
      try queue.verify()
    },
    StoreContract(name: "what waits for a batch is left, and what one returned is asked") {
      queue throws in
      try queue.fill(3)
      let batch = try queue.gather(limit: 1)
      _ = try queue.settle(
        try #require(batch.number), batch.claims,
        [.postpone(Make.failure(.returned), .returned, notBefore: Make.at(10))])
      let lane = ClaimWish.Lane(role: Make.role, rung: 0)
      for order in ClaimWish.Order.allCases {
        let wish = ClaimWish(lanes: [lane], order: order, dueOnly: [lane])
        let turn = Turn(now: Make.at(10), wishes: [wish, wish])
        let claims = try queue.store.turn(turn, prepare: Make.send).claims
        #expect(claims.map { $0?.articleID } == ["a1", nil], "\(order)")
        try queue.settle(
          try #require(claims[0]),
          .postpone(Make.failure(.returned), .returned, notBefore: Make.at(10)))
      }
      #expect(try queue.gather().claims.map(\.articleID) == ["a2", "a3"])
      try queue.verify()
    },
    StoreContract(name: "what fits no model is settled on the way into a batch") { queue throws in
      try queue.fill(3)
      let failure = Make.failure(.tooLong)
      let batch = try queue.gather { candidate in
        candidate.article.id == "a2" ? .settle(.fail(failure)) : queue.batched(candidate)
      }
      #expect(batch.claims.map(\.articleID) == ["a1", "a3"])
      #expect(try queue.task(2).record.state == .failed(failure))
      try queue.verify()
    },
  ]
}

extension QueueUnderTest {
  func gather(
    limit: Int = 100, after: TaskID? = nil, prepare: ((Candidate) -> Preparation)? = nil
  ) throws -> GatheredBatch {
    try store.gather(
      BatchWish(
        lane: ClaimWish.Lane(role: Make.role, rung: 0), model: Make.cheap, limit: limit,
        after: after),
      now: Make.at(1), prepare: prepare ?? batched)
  }

  /// A request that may go into a batch.
  func batched(_ candidate: Candidate) -> Preparation {
    var shape = candidate.resend?.shape ?? Make.shape(candidate)
    shape.stream = false
    return .send(shape, body: Array(candidate.article.body.utf8))
  }

  func settle(
    _ batch: BatchNumber, _ claims: [Claim], _ decisions: [Decision]
  ) throws -> [ClaimNumber] {
    try store.settle(
      batch, zip(claims, decisions).map { Make.settlement($0, $1) }, now: Make.at(10))
  }
}
