import BatchCore
import Testing

extension StoreContract {
  static let sectioning = [
    StoreContract(name: "the answer to a section is kept, and the next claim brings it along") {
      queue throws in
      try queue.fill(2)
      let first = try #require(try queue.claim())
      #expect(first.finished == [])
      let answer = Answer(output: #"{"body":"Ä 👋"}"#, extraction: .whole)
      try queue.settle(first, .proceed(answer, step: 0))
      let task = try queue.task(1)
      #expect(task.record.state == .ready(.section, notBefore: nil))
      #expect(task.attempts.map(\.outcome) == ["done"])
      #expect(task.result == nil)
      #expect(try queue.figures().done == 0)
      let second = try #require(try queue.claim())
      #expect(second.task.id == first.task.id)
      #expect(second.finished == [section(0, answer.output)])
      try queue.settle(second, .proceed(answer, step: 1))
      let third = try #require(try queue.claim())
      #expect(third.finished == [section(0, answer.output), section(1, answer.output)])
      try queue.settle(third, Make.answer())
      #expect(try queue.task(1).result?.cost == Money(picodollars: 3_000))
      #expect(try queue.figures().done == 1)
      try queue.verify()
    },
    StoreContract(name: "an article that is begun goes on while what is new waits for a batch") {
      queue throws in
      try queue.fill(3)
      let answer = Answer(output: "{}", extraction: .whole)
      let first = try #require(try queue.claim())
      try queue.settle(first, .proceed(answer, step: 0, from: Make.at(10)))
      #expect(try queue.claim(isDueOnly: true, at: 11)?.articleID == "a1")
      #expect(try queue.claim(isDueOnly: true, at: 12) == nil)
      try queue.verify()
    },
    StoreContract(name: "a description stays beside the picture that was drawn of it, and no other")
    {
      queue throws in
      try queue.fill(1)
      try queue.describe("\"A mill.\"")
      #expect(try queue.task(1).description == nil)
      try queue.draw(job: "digest-1")
      #expect(try queue.task(1).description == "\"A mill.\"")
      #expect(try queue.figures().escalated == 0)
      try queue.verify()
      _ = try queue.store.beginRun(Make.run([Make.job(digest: "digest-2")]))
      #expect(try queue.store.redo(RedoSelection(role: Make.role)).count == 1)
      let claim = try #require(
        try queue.claim { .send(Make.shape($0, job: "digest-2"), body: []) })
      try queue.settle(
        claim, .escalate(Make.failure(.declined), rung: 1, model: Make.dear))
      try queue.draw(job: "digest-2")
      #expect(try queue.task(1).description == nil)
      try queue.verify()
    },
    StoreContract(name: "an answer that made no whole is kept beside the failure, with its note") {
      queue throws in
      try queue.fill(1)
      let answer = Answer(output: "{}", extraction: .whole)
      let first = try #require(try queue.claim())
      try queue.settle(first, .proceed(answer, step: 0))
      let last = try #require(
        try queue.claim {
          var shape = Make.shape($0)
          shape.adjustment = Adjustment(section: 1, note: "Shorter.")
          return .send(shape, body: [])
        })
      let settlement = Settlement(
        task: last.task.id, claim: last.number,
        decision: .retry(
          Make.failure(.failedCheck), notBefore: nil, Adjustment(section: 0, complaint: "What?")),
        facts: AttemptFacts(), finishedAt: Make.at(5), kept: FinishedStep(1, answer))
      _ = try queue.store.turn(
        Turn(now: Make.at(5), settlements: [settlement]), prepare: Make.send)
      let again = try #require(try queue.claim())
      #expect(again.finished.map(\.step) == [0, 1])
      #expect(again.finished.map(\.note) == [nil, "Shorter."])
      #expect(try queue.task(1).attempts.map(\.outcome) == ["done", "failedCheck", nil])
      try queue.verify()
    },
    StoreContract(name: "tries start again at each section, on the rung where the task is") {
      queue throws in
      try queue.fill(1)
      let first = try #require(try queue.claim())
      try queue.settle(first, .escalate(Make.failure(.notJSON), rung: 1, model: Make.dear))
      let second = try #require(try queue.claim(rungs: [1]))
      try queue.settle(second, .retry(Make.failure(.empty), notBefore: nil, .none))
      let third = try #require(try queue.claim(rungs: [1]))
      #expect(third.task.tries == 1)
      let answer = Answer(output: "{}", extraction: .whole)
      try queue.settle(third, .proceed(answer, step: 0))
      let record = try queue.task(1).record
      #expect(record.tries == 0 && record.rung == 1 && record.model == Make.dear)
      try queue.verify()
    },
    StoreContract(
      name: "sections outlive a crash, a failure and a retry, but not the finished task"
    ) {
      queue throws in
      try queue.fill(1)
      let answer = Answer(output: "{}", extraction: .whole)
      try queue.settle(try #require(try queue.claim()), .proceed(answer, step: 0))
      let lost = try #require(try queue.claim())
      try queue.replaceWriter()
      #expect(try queue.store.recover(now: Make.at(20)) == 1)
      _ = try queue.store.beginRun(Make.run())
      let again = try #require(try queue.claim(at: 30))
      #expect(again.isResend && again.finished == lost.finished && again.finished.count == 1)
      try queue.settle(again, .fail(Make.failure(.moderated)), at: 31)
      _ = try queue.store.retry(RetrySelection(role: Make.role))
      let last = try #require(try queue.claim(at: 40))
      #expect(last.finished.count == 1)
      try queue.settle(last, Make.answer(), at: 41)
      _ = try queue.store.enqueue([Make.article(1, body: "Another.")], update: true)
      #expect(try queue.claim(at: 50)?.finished == [])
      try queue.verify()
    },
    StoreContract(name: "a section of a text that was replaced meanwhile is not kept") {
      queue throws in
      try queue.fill(1)
      let answer = Answer(output: "{}", extraction: .whole)
      try queue.settle(try #require(try queue.claim()), .proceed(answer, step: 0))
      let claim = try #require(try queue.claim())
      _ = try queue.store.enqueue([Make.article(1, body: "Another.")], update: true)
      try queue.settle(claim, .proceed(answer, step: 1))
      #expect(try queue.task(1).record.state == .ready(.updated, notBefore: nil))
      let next = try #require(try queue.claim())
      #expect(next.finished.map(\.revision) == [1], "of the old text, and known as such")
      try queue.settle(next, .proceed(answer, step: 0))
      #expect(try queue.claim()?.finished.map(\.revision) == [2])
      try queue.verify()
    },
  ]

  private static func section(_ step: Int, _ output: String) -> FinishedSection {
    FinishedSection(step: step, job: "digest-1", revision: 1, builder: 1, output: output)
  }
}

extension QueueUnderTest {
  /// Describes the next image; the task goes on to the model that draws.
  fileprivate func describe(_ text: String) throws {
    let claim = try #require(try claim())
    let place = LadderPlace(rung: 1, model: Make.dear)
    let answer = Answer(output: text, extraction: .text)
    try settle(claim, .proceed(answer, step: 0, onto: place))
    let task = try task(1)
    #expect(task.record.rung == 1 && task.record.model == Make.dear && !task.isEscalated)
  }

  /// Draws the next image.
  fileprivate func draw(job: String) throws {
    let claim = try #require(
      try claim(rungs: [1]) { .send(Make.shape($0, job: job), body: []) })
    let picture = try #require(Picture(bytes: Array("GIF89a".utf8) + [0, 0x3B]))
    let answer = Answer(
      output: PictureNote(of: picture).output(), extraction: .image, picture: picture)
    try settle(claim, .succeed(answer))
  }
}
