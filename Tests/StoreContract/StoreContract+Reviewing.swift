import BatchCore
import Testing

extension QueueUnderTest {
  fileprivate func attempt(_ article: Int) throws -> ClaimNumber {
    try #require(try task(article).result?.attempt)
  }

  fileprivate func judge(
    _ article: Int, _ verdict: Verdict?, attempt: ClaimNumber? = nil, note: String = ""
  ) throws -> JudgedResult {
    let attempt = try attempt ?? self.attempt(article)
    return try store.judge(
      Judging(
        role: Make.role, article: "a\(article)", attempt: attempt, verdict: verdict, note: note),
      now: Make.at(50))
  }

  fileprivate func sendBack(
    _ article: Int, onto place: LadderPlace? = nil, model: String? = nil, note: String = "Shorter."
  ) throws {
    try store.sendBack(
      SendBack(
        role: Make.role, article: "a\(article)", attempt: try attempt(article), model: model,
        note: note), onto: place)
  }

  fileprivate func keep(_ article: Int) throws {
    try store.keepResult(Keeping(role: Make.role, article: "a\(article)"))
  }

  fileprivate func exports(_ filter: ExportFilter) throws -> [String] {
    try reader.page(role: Make.role, after: 0, filter: filter, limit: 100).map(\.id)
  }
}

extension StoreContract {
  private static func refused(
    _ refusal: ReviewRefusal, _ article: Int, _ work: () throws -> Void
  ) {
    #expect(throws: StoreFailure.refusedReview(refusal, article: "a\(article)")) { try work() }
  }

  static let reviewing = [
    StoreContract(name: "a verdict belongs to one result, and its task stays done") {
      queue throws in
      try queue.fill(4)
      try queue.answer(3)
      let accepted = Judgement(verdict: .accepted, at: Make.at(50))
      #expect(try queue.judge(1, .accepted) == JudgedResult(was: nil, now: accepted))
      #expect(try queue.judge(2, .accepted).was == nil)
      let rejected = try queue.judge(2, .rejected, note: "Dull.")
      #expect(rejected.was == accepted && rejected.now?.note == "Dull.")
      #expect(try queue.task(2).judgement == rejected.now)
      #expect(try queue.task(2).record.state == .done && queue.task(3).judgement == nil)
      let figures = try queue.figures()
      #expect([figures.done, figures.accepted, figures.rejected] == [3, 1, 1])
      #expect(try queue.exports(.done) == ["a1", "a3"])
      #expect(try queue.exports(.accepted) == ["a1"])
      #expect(try queue.exports(.all) == ["a1", "a2", "a3", "a4"])
      #expect(
        try queue.reader.page(role: Make.role, after: 0, filter: .all, limit: 9).map(\.verdict)
          == [.accepted, .rejected, nil, nil])
      try queue.verify()
      #expect(try queue.judge(2, nil) == JudgedResult(was: rejected.now, now: nil))
      #expect(try queue.exports(.done) == ["a1", "a2", "a3"])
      #expect(try queue.figures().rejected == 0)
      try queue.verify()
    },
    StoreContract(name: "a verdict on a result that is no longer there is refused") {
      queue throws in
      try queue.fill(3)
      try queue.answer(1)
      let first = try queue.attempt(1)
      refused(.otherResult, 1) {
        _ = try queue.judge(1, .accepted, attempt: ClaimNumber(first.number + 1))
      }
      refused(.otherResult, 2) { _ = try queue.judge(2, .accepted, attempt: first) }
      #expect(throws: StoreFailure.self) { try queue.judge(9, .accepted, attempt: first) }
      _ = try queue.judge(1, .accepted)
      try queue.sendBack(1)
      try queue.answer(1, "2")
      #expect(try queue.task(1).judgement == nil)
      #expect(try queue.figures().accepted == 0)
      refused(.otherResult, 1) { _ = try queue.judge(1, .accepted, attempt: first) }
      refused(.otherResult, 1) {
        try queue.store.sendBack(
          SendBack(role: Make.role, article: "a1", attempt: first), onto: nil)
      }
      try queue.verify()
    },
    StoreContract(name: "a result that is sent back is kept until the new one is stored") {
      queue throws in
      try queue.fill(2)
      try queue.answer(2, "1")
      _ = try queue.judge(1, .rejected)
      let place = LadderPlace(rung: 1, model: Make.dear)
      try queue.sendBack(1, onto: place, model: Make.dear)
      let task = try queue.task(1)
      #expect(task.record.state == .ready(.sentBack, notBefore: nil))
      #expect(task.record.rung == 1 && task.record.model == Make.dear)
      #expect(task.result?.output == "1" && task.judgement?.verdict == .rejected)
      refused(.beingMade, 1) { try queue.sendBack(1) }
      try queue.sendBack(2, note: "")
      #expect(try queue.exported() == ["a2 1"], "one of them was rejected")
      try queue.verify()
      let claim = try #require(try queue.claim(rungs: [1]))
      #expect(claim.articleID == "a1" && claim.shape.model == Make.dear)
      #expect(claim.shape.adjustment.note == "Shorter.")
      refused(.beingAsked, 1) { try queue.keep(1) }
      #expect(try queue.task(1).result?.output == "1")
      try queue.settle(claim, Make.answer("2"))
      #expect(try queue.exported() == ["a1 2", "a2 1"])
      #expect(try queue.task(1).record.adjustment == .none)
      refused(.notSentBack, 1) { try queue.keep(1) }
      try queue.verify()
    },
    StoreContract(name: "a result that was sent back is the task's again, also after a failure") {
      queue throws in
      try queue.fill(3)
      try queue.answer(3, "1")
      _ = try queue.judge(1, .accepted)
      for article in 1...3 { try queue.sendBack(article) }
      try queue.keep(1)
      let claim = try #require(try queue.claim())
      try queue.settle(claim, .fail(Make.failure(.empty)))
      #expect(try queue.figures().failed == 1)
      try queue.keep(2)
      _ = try queue.store.cancel(CancelSelection(role: Make.role, articles: ["a3"]))
      try queue.keep(3)
      let figures = try queue.figures()
      #expect([figures.done, figures.ready, figures.failed, figures.cancelled] == [3, 0, 0, 0])
      #expect(figures.accepted == 1 && figures.failures.isEmpty)
      #expect(try queue.exported() == ["a1 1", "a2 1", "a3 1"])
      refused(.notSentBack, 1) { try queue.keep(1) }
      try queue.verify()
    },
    StoreContract(name: "what was sent back stays so under another prompt, and goes with the text")
    {
      queue throws in
      try queue.fill(2)
      try queue.answer(2, "1")
      _ = try queue.store.beginRun(Make.run([Make.job(digest: "digest-2")]))
      for article in 1...2 { try queue.sendBack(article, model: "gone/model") }
      let all = RedoSelection(role: Make.role)
      #expect(try queue.store.reinstate(all, digest: "digest-1").count == 0)
      try queue.store.alignLadder(role: Make.role, models: [Make.cheap, Make.dear])
      let first = try queue.task(1).record
      #expect(first.model == nil && first.rung == 0 && first.adjustment.note == "Shorter.")
      _ = try queue.store.enqueue([Make.article(2, body: "new")], update: true)
      #expect(try queue.task(2).record.adjustment == .none)
      refused(.notSentBack, 2) { try queue.keep(2) }
      refused(.otherResult, 2) { try queue.sendBack(2) }
      #expect(try queue.reader.review(role: Make.role, article: "a2") == nil)
      try queue.verify()
    },
    StoreContract(name: "results are told beside their articles, with what was said of them") {
      queue throws in
      try queue.fill(9)
      try queue.answer(8, "1")
      let judged = try queue.judge(2, .accepted, note: "Good.")
      try queue.sendBack(3, note: "Why?")
      try queue.answer(1, "2")
      try queue.sendBack(4, note: "More.")
      var rows: [ReviewRow] = []
      while true {
        let page = try queue.reader.reviewPage(
          role: Make.role, after: rows.last?.number ?? 0, limit: 3)
        rows += page
        if page.isEmpty { break }
      }
      #expect(rows.map(\.article) == (1...8).map { Make.article($0) })
      #expect(rows[1].judgement == judged.now && rows[0].judgement == nil)
      #expect(rows[2].wasAsked == "Why?" && rows[2].sentBack == nil && rows[2].result.output == "2")
      #expect(rows[3].sentBack == "More." && rows[3].state == .ready(.sentBack, notBefore: nil))
      #expect(try queue.reader.review(role: Make.role, article: "a4") == rows[3])
      #expect(try queue.reader.review(role: Make.role, article: "a9") == nil)
      #expect(throws: StoreFailure.self) {
        try queue.reader.review(role: Make.role, article: "none")
      }
    },
  ]
}
