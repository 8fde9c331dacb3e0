import BatchCore
import BatchEngine
import Foundation
import Simulator
import Testing

/// What looks like one article's matter and is the account's or the job's, and the other way round.
struct AccountMatterTests {
  @Test func `a guardrail that refuses every article pauses the queue, not the articles`()
    async throws
  {
    try await OwnThread.run {
      let run = try AnswersBench(count: 40, FaultRule(.guardrail))
      #expect(AnswersBench.pause(try run.work()) == .guardrail)
      #expect((5...9).contains(run.requests), "\(run.requests)")
      #expect(try run.bench.figures().failed == 4)
      #expect(try run.bench.figures().ready == 36)
      let sent = run.requests
      #expect(AnswersBench.pause(try run.work()) == .guardrail)
      #expect(run.requests == sent + 1, "one request finds out")
      #expect(try run.bench.figures().failed == 4)
      run.bench.provider.simulator.setFaults([])
      #expect(try run.work() == .finished)
      #expect(run.done == 36)
    }
  }

  @Test func `an article that no model accepts fails alone, and is the job's matter if the first`()
    async throws
  {
    try await OwnThread.run {
      let later = try AnswersBench(count: 12, .article(5, .badRequest))
      #expect(try later.work(concurrency: 1) == .finished)
      #expect(later.done == 11)
      #expect(try later.outcomes(5) == ["badRequest", "badRequest"])
      #expect(try later.failure(5)?.remedy.contains("this one article") == true)
      let first = try AnswersBench(count: 12, .article(1, .badRequest))
      guard case .paused(let pause)? = try first.work(concurrency: 1) else {
        Issue.record("not paused")
        return
      }
      #expect(pause.reason == .badRequest)
      #expect(pause.message.contains("The article was a1."))
      #expect(try first.bench.figures().ready == 12)
    }
  }

  @Test func `who answers in another's place is told once, kept and counted`() async throws {
    try await OwnThread.run {
      let run = try AnswersBench(count: 30, FaultRule(.otherModel, model: AnswersBench.first))
      #expect(try run.work() == .finished)
      #expect(run.done == 30)
      let told = run.bench.events.compactMap { event -> OtherModel? in
        if case .answeredByOther(let other) = event { other } else { nil }
      }
      #expect(told.map(\.asked) == [AnswersBench.first])
      #expect(told.map(\.served) == [AnswersBench.second])
      let status = try StatusReport(of: run.bench.reader, database: "q", now: run.bench.now)
      #expect(status.otherModels.map(\.servedModel) == [AnswersBench.second])
      let lines = StatusText(report: status, knownRoles: [], now: run.bench.now).lines()
      let sentence = "\(AnswersBench.first) was asked, but \(AnswersBench.second) answered."
      #expect(lines.count { $0 == sentence } == 1)
    }
  }

  @Test func `what was learnt of a model is shown until it is in force no more`() async throws {
    try await OwnThread.run {
      let run = try AnswersBench(
        count: 20, FaultRule(.schemaDialect, sending: "\"json_schema\""))
      #expect(try run.work() == .finished)
      func shown(_ now: Timestamp) throws -> [StatusReport.Lesson] {
        try StatusReport(of: run.bench.reader, database: "q", now: now).lessons
      }
      let lessons = try shown(run.bench.now)
      #expect(lessons.map(\.model) == [AnswersBench.first])
      #expect(lessons.map(\.differences) == [["without a JSON schema"]])
      #expect(try shown(run.bench.now + ModelLessons.week).isEmpty)
    }
  }

  @Test func `a model's long wait is kept to by the next run, unless it was resumed`() async throws
  {
    try await OwnThread.run {
      let job = try AnswersBench.job("stream: false", ladder: [AnswersBench.first])
      for isResumed in [false, true] {
        let run = try AnswersBench(
          count: 20, FaultRule(.overloaded(retryAfter: 3600)))
        let leaving = try run.bench.run([job]) { $0.patience = .noWait }
        guard case .paused(let pause)? = RunBench.work(leaving, within: 20) else {
          Issue.record("it does not leave")
          return
        }
        #expect(pause.scope == .model(AnswersBench.first))
        let refused = run.requests
        run.bench.provider.simulator.setFaults([])
        let status = try StatusReport(of: run.bench.reader, database: "q", now: run.bench.now)
        #expect(status.pacing.map(\.reason) == ["overloaded"])
        // Less than ten minutes before its end, when the gate itself is kept.
        run.bench.advance(by: .seconds(3300))
        if isResumed {
          _ = try run.bench.store.carryOut(
            .resume(nil), pauses: run.bench.reader.pauses(),
            pace: run.bench.reader.document(named: PaceRecord.name), now: run.bench.now)
        } else {
          #expect(try run.work(job, within: 1) == nil)
          #expect(run.requests == refused, "no request before its end")
          #expect(try run.bench.reader.pauses().map(\.key) == [pause.key])
          run.bench.advance(by: .seconds(310))
        }
        // Refused tasks wait their own time.
        let next = try run.bench.run([job]) { $0.limit = isResumed ? 15 : nil }
        #expect(RunBench.work(next, within: 60) == (isResumed ? .limitReached : .finished))
        #expect(run.done == (isResumed ? 15 : 20))
      }
    }
  }
}
