import BatchCore
import Testing

extension StoreContract {
  static let recovering = [
    StoreContract(name: "what a dead run held is sent again with the same bytes") { queue throws in
      try queue.fill(2)
      let lost = try #require(
        try queue.claim { candidate in
          var shape = Make.shape(candidate)
          shape.adjustment = Adjustment(maxTokens: 77)
          return .send(shape, body: [1])
        })
      try queue.replaceWriter()
      #expect(try queue.store.recover(now: Make.at(20)) == 1)
      #expect(try queue.store.recover(now: Make.at(20)) == 0)
      let task = try queue.task(1)
      #expect(task.record.state == .ready(.lost, notBefore: nil))
      #expect(task.record.resend == lost.number)
      let attempt = try #require(task.attempts.first)
      #expect(attempt.outcome == "lost")
      #expect(attempt.failure?.kind == .lost)
      #expect(attempt.finishedAt == Make.at(20))
      #expect(!attempt.isTry)
      #expect(try queue.figures().costUnknown == 1)
      try queue.verify()
      let again = try #require(
        try queue.claim { candidate in
          #expect(candidate.resend?.shape == lost.shape)
          #expect(candidate.resend?.jobSource == "role: rewrite")
          return Make.send(candidate)
        })
      #expect(again.isResend)
      #expect(again.number > lost.number)
      try queue.settle(again, Make.answer())
      #expect(try queue.task(1).attempts.count == 2)
      #expect(try queue.task(1).result?.attempts == 2)
      try queue.verify()
    },
    StoreContract(name: "a lost attempt keeps the job file it was built with") { queue throws in
      try queue.fill(1)
      _ = try queue.claim()
      try queue.replaceWriter()
      _ = try queue.store.recover(now: Make.at(5))
      _ = try queue.store.beginRun(Make.run([Make.job(source: "retry: 9")]))
      _ = try queue.store.beginRun(Make.run([Make.job(digest: "digest-2", source: "new prompt")]))
      for _ in 1...2 {
        _ = try queue.claim { candidate in
          #expect(candidate.resend?.jobSource == "role: rewrite")
          #expect(candidate.resend?.shape.job == "digest-1")
          return Make.send(candidate)
        }
        try queue.replaceWriter()
        #expect(try queue.store.recover(now: Make.at(6)) == 1)
      }
      try queue.verify()
    },
    StoreContract(name: "an attempt keeps the source of its own run, though only models changed") {
      queue throws in
      try queue.fill(1)
      _ = try queue.store.beginRun(Make.run([Make.job(source: "models: [x]")]))
      _ = try queue.claim()
      try queue.replaceWriter()
      _ = try queue.store.beginRun(Make.run([Make.job(source: "models: [y]")]))
      _ = try queue.store.recover(now: Make.at(5))
      _ = try queue.claim { candidate in
        #expect(candidate.resend?.jobSource == "models: [x]")
        return Make.send(candidate)
      }
    },
    StoreContract(name: "a throttled re-sending is still a re-sending") { queue throws in
      try queue.fill(1)
      _ = try queue.claim()
      _ = try queue.store.recover(now: Make.at(5))
      let again = try #require(try queue.claim())
      try queue.settle(
        again, .postpone(Make.failure(.throttled), .throttled, notBefore: nil),
        facts: Make.facts(cost: nil, status: 429))
      #expect(try queue.claim()?.isResend == true)
    },
    StoreContract(name: "a lost attempt at an old text is not sent again") { queue throws in
      try queue.fill(2)
      _ = try queue.claim()
      _ = try queue.claim()
      _ = try queue.store.enqueue([Make.article(1, body: "new")], update: true)
      #expect(try queue.store.recover(now: Make.at(5)) == 2)
      _ = try queue.store.enqueue([Make.article(2, body: "new")], update: true)
      for number in 1...2 {
        #expect(try queue.task(number).record.state == .ready(.updated, notBefore: nil))
        let claim = try #require(
          try queue.claim { candidate in
            #expect(candidate.resend == nil)
            #expect(candidate.task.resend == nil)
            return Make.send(candidate)
          })
        #expect(!claim.isResend)
      }
      try queue.verify()
    },
    StoreContract(name: "a late answer is accepted until the claim is given up") { queue throws in
      try queue.fill(2)
      let kept = try #require(try queue.claim())
      let lost = try #require(try queue.claim())
      try queue.replaceWriter()
      try queue.settle(kept, Make.answer())
      #expect(try queue.store.recover(now: Make.at(5)) == 1)
      let late = Turn(now: Make.at(6), settlements: [Make.settlement(lost, Make.answer())])
      #expect(try queue.store.turn(late, prepare: Make.send).refused == [lost.number])
      #expect(try queue.task(2).attempts.first?.outcome == "lost")
      try queue.verify()
    },
    StoreContract(name: "all that was acknowledged is there for the next writer") { queue throws in
      try queue.fill(4)
      try queue.settle(try #require(try queue.claim()), Make.answer())
      try queue.settle(try #require(try queue.claim()), .fail(Make.failure(.empty)))
      let before = try (1...4).map { try queue.task($0) }
      let figures = try queue.figures()
      try queue.replaceWriter()
      #expect(try queue.store.recover(now: Make.at(9)) == 0)
      #expect(try (1...4).map { try queue.task($0) } == before)
      #expect(try queue.figures() == figures)
    },
  ]
}
