import BatchCore
import Testing

extension StoreContract {
  static let pruning = [
    StoreContract(name: "spent attempts of finished tasks go, and every sum stays") {
      queue throws in
      try queue.fill(3)
      for _ in 1...3 { try queue.throttleOnce() }
      let done = try #require(try queue.claim(at: 900))
      try queue.settle(done, Make.answer(), at: 910)
      let failed = try #require(try queue.claim(at: 900))
      try queue.settle(failed, .fail(Make.failure(.moderated)), at: 910)
      let before = try queue.figures()
      let results = try queue.reader.page(role: Make.role, after: 0, filter: .all, limit: 9)
      let histories = try [1, 2, 3].map { try queue.task($0) }
      #expect(histories.map(\.attempts.count) == [2, 2, 1])
      #expect(try queue.store.prune(PruneSelection()) == PrunedAttempts(count: 2))
      #expect(try queue.figures() == before)
      let after = try queue.reader.page(role: Make.role, after: 0, filter: .all, limit: 9)
      #expect(after == results)
      for number in 1...2 {
        let task = try queue.task(number)
        #expect(task.attempts == histories[number - 1].attempts.suffix(1))
        #expect(task.pruned == 1 && task.result == histories[number - 1].result)
      }
      #expect(try queue.task(3) == histories[2], "still to do")
      try queue.verify()
      #expect(try queue.store.prune(PruneSelection()) == PrunedAttempts(count: 0))
    },
    StoreContract(name: "a task is pruned again after it was put back") { queue throws in
      try queue.fill(1)
      for round in 1...3 {
        try queue.throttleOnce()
        let claim = try #require(try queue.claim(at: 900))
        try queue.settle(claim, .fail(Make.failure(.moderated)), at: 910)
        #expect(try queue.store.prune(PruneSelection()).count == (round == 1 ? 1 : 2))
        #expect(try queue.task(1).pruned == 2 * round - 1)
        try queue.verify()
        #expect(try queue.store.retry(RetrySelection(role: Make.role)).count == 1)
      }
    },
    StoreContract(name: "an attempt of unknown cost stays, and so does one in flight") {
      queue throws in
      try queue.fill(2)
      _ = try #require(try queue.claim())
      try queue.replaceWriter()
      #expect(try queue.store.recover(now: Make.at(2)) == 1)
      let again = try #require(try queue.claim(at: 3))
      #expect(try queue.store.prune(PruneSelection()).count == 0)
      try queue.settle(again, Make.answer())
      #expect(try queue.store.prune(PruneSelection()).count == 0)
      #expect(try queue.task(1).attempts.map(\.outcome) == ["lost", "done"])
      try queue.verify()
    },
    StoreContract(name: "a crash after a pruning sends the same bytes again") { queue throws in
      try queue.fill(2)
      let first = try #require(try queue.claim())
      #expect(try queue.store.prune(PruneSelection()).count == 0)
      try queue.replaceWriter()
      _ = try queue.store.recover(now: Make.at(2))
      #expect(try queue.store.prune(PruneSelection()).count == 0)
      let again = try #require(try queue.claim(at: 3))
      #expect(again.isResend && again.shape == first.shape)
      try queue.verify()
    },
    StoreContract(name: "a long queue is pruned in parts") { queue throws in
      try queue.fill(7)
      for _ in 1...7 { try queue.throttleOnce() }
      for _ in 1...7 {
        let claim = try #require(try queue.claim(at: 900))
        try queue.settle(claim, Make.answer(), at: 910)
      }
      var counts: [Int] = []
      var selection = PruneSelection(limit: 3)
      repeat {
        let part = try queue.store.prune(selection)
        counts.append(part.count)
        selection.after = part.next
      } while selection.after != nil
      #expect(counts == [3, 3, 1])
      try queue.verify()
    },
  ]
}

extension QueueUnderTest {
  /// The next task is claimed and refused for now.
  fileprivate func throttleOnce() throws {
    let claim = try #require(try claim())
    let decision = Decision.postpone(
      Make.failure(.throttled), .throttled, notBefore: Make.at(800))
    try settle(claim, decision, facts: Make.facts(cost: nil, status: 429))
  }
}
