import BatchCore
import Confinement
import Foundation
import Simulator
import Synchronization
import TestSupport
import Testing

@testable import BatchControl

struct ControlServerTests {
  @Test func `a change goes to the run and its report comes back`() async throws {
    try await OwnThread.run {
      let bench = try ControlBench()
      let server = try bench.start()
      defer { server.stop() }
      let taken = Mutex<[QueueChange]>([])
      server.attach(
        PretendedRun { errand in
          taken.withLock { $0.append(errand.change) }
          if errand.begin() { errand.answer(.success(.concurrency(was: 5))) }
        })
      let answered = try #require(try bench.send(.concurrency(20)))
      #expect(answered.status == 200)
      #expect(answered.answer.report == .concurrency(was: 5))
      #expect(taken.withLock { $0 } == [.concurrency(20)])
    }
  }

  @Test func `every change and every report comes through whole`() throws {
    let pause = Pause(
      scope: .model("a/b"), reason: .operator, since: Timestamp(milliseconds: 7), message: "m",
      remedy: "r")
    let changes: [QueueChange] = [
      .enqueue(
        [Article(id: "\u{0}e\u{301}", title: "t", body: "\n", extra: "{\"a\":1}")], update: true),
      .retry(
        RetrySelection(
          role: "r", articles: ["1"], kind: .empty, isOfCancelled: true,
          target: LadderPlace(rung: 2, model: "m"), after: TaskID(9), limit: 3)),
      .cancel(CancelSelection(role: "r", articles: ["x"], limit: 4)), .pause(pause),
      .resume(nil), .resume(.queue), .resume(.role("r")), .concurrency(7),
    ]
    for change in changes {
      let text = try JSONEncoder().encode(change)
      #expect(try JSONDecoder().decode(QueueChange.self, from: text) == change)
    }
    let answers: [Errand.Answer] = [
      .success(.enqueued([.queued, .conflicting])),
      .success(.retried(RetriedTasks(count: 1, next: TaskID(3)))),
      .success(.cancelled(CancelledTasks(count: 1, inFlight: 2, isPartial: true))),
      .success(.paused), .success(.resumed(ended: [pause.key], probed: [])),
      .success(.concurrency(was: 3)), .failure(.store(.full(path: "p"))),
      .failure(.store(.unknownArticle(id: "a", nearest: ["b"]))), .failure(.ending),
      .failure(.notWriting(isOpen: true)), .failure(.unable("s")),
    ]
    for answer in answers {
      let sent = ChangeAnswer(answer)
      let text = try JSONEncoder().encode(sent)
      #expect(try JSONDecoder().decode(ChangeAnswer.self, from: text) == sent)
    }
  }

  @Test(arguments: [
    (ChangeRefusal.store(.full(path: "batch.sqlite")), 503, "is full. Make room"),
    (.store(.unknownArticle(id: "a77", nearest: ["a7"])), 404, "Did you mean a7?"),
    (.ending, 503, "at its end"), (.unable("Not so."), 409, "Not so."),
  ])
  func `a refusal has a status and says why`(
    _ refusal: ChangeRefusal, _ status: Int, _ words: String
  ) async throws {
    try await OwnThread.run {
      let bench = try ControlBench()
      let server = try bench.start()
      defer { server.stop() }
      server.attach(PretendedRun.answering(.failure(refusal)))
      let answered = try #require(try bench.send(.resume(nil)))
      #expect(answered.status == status)
      #expect(answered.answer.refusal == refusal)
      #expect(answered.answer.sentence?.contains(words) == true)
    }
  }

  @Test func `a run that is still starting says so`() async throws {
    try await OwnThread.run {
      let bench = try ControlBench()
      let server = try bench.start()
      defer { server.stop() }
      let answered = try #require(try bench.send(.resume(nil)))
      #expect(answered.status == 503 && answered.answer.refusal == .starting)
    }
  }

  @Test func `a writer that does not write holds up nobody, and a change given up is not made`()
    async throws
  {
    try await OwnThread.run {
      let bench = try ControlBench()
      let server = try bench.start(deadline: .seconds(2)) { Array(#"{"version":1}"#.utf8) }
      defer { server.stop() }
      let errands = Confined("test.errands", [Errand]())
      let arrived = DispatchSemaphore(value: 0)
      server.attach(
        PretendedRun { errand in
          errands.post { $0.append(errand) }
          arrived.signal()
        })
      let refusals = Confined("test.refusals", [ChangeRefusal?]())
      let group = DispatchGroup()
      for number in 1...8 {
        DispatchQueue(label: "client.\(number)").async(group: group) {
          let answered = try? bench.send(.concurrency(number))
          refusals.post { $0.append(answered?.answer.refusal) }
        }
      }
      for _ in 1...8 { arrived.wait() }
      #expect(bench.ask(.get, ControlAddress.status)?.body == Array(#"{"version":1}"#.utf8))
      #expect(group.wait(timeout: .now()) == .timedOut, "all eight are still waiting")
      group.wait()
      let (all, made) = (Rest<[ChangeRefusal?]>(), Rest<[Errand]>())
      refusals.post { all.wake($0) }
      errands.post { made.wake($0) }
      #expect(all.wait() == Array(repeating: .notWriting(isOpen: false), count: 8))
      for errand in made.wait() { #expect(!errand.begin()) }
    }
  }

  @Test func `a change that was begun in time may still be made, and that is said`() async throws {
    try await OwnThread.run {
      let bench = try ControlBench()
      let server = try bench.start(deadline: .milliseconds(50))
      defer { server.stop() }
      let begun = Mutex<[Errand]>([])
      server.attach(
        PretendedRun { errand in
          if errand.begin() { begun.withLock { $0.append(errand) } }
        })
      let answered = try #require(try bench.send(.resume(nil)))
      #expect(answered.answer.refusal == .notWriting(isOpen: true))
      #expect(answered.answer.sentence?.contains("may still take effect") == true)
    }
  }

  @Test func `a change that the run forgets is answered`() async throws {
    try await OwnThread.run {
      let bench = try ControlBench()
      let server = try bench.start()
      defer { server.stop() }
      server.attach(PretendedRun { _ in })
      #expect(try bench.send(.resume(nil))?.answer.refusal == .notWriting(isOpen: false))
    }
  }

  @Test func `megabytes of articles go through`() async throws {
    try await OwnThread.run {
      let bench = try ControlBench()
      let server = try bench.start()
      defer { server.stop() }
      server.attach(
        PretendedRun { errand in
          guard errand.begin(), case .enqueue(let articles, _) = errand.change else { return }
          errand.answer(.success(.enqueued(articles.map { _ in .queued })))
        })
      let body = String(repeating: "ö", count: 2 << 20)
      let articles = (1...3).map { Article(id: "a\($0)", title: "t", body: body) }
      let answered = try #require(try bench.send(.enqueue(articles, update: false)))
      #expect(answered.answer.report == .enqueued([.queued, .queued, .queued]))
    }
  }

  @Test func `what is no change of ours is refused`() async throws {
    try await OwnThread.run {
      let bench = try ControlBench()
      let server = try bench.start()
      defer { server.stop() }
      #expect(bench.ask(.post, ControlAddress.changes, body: Array("{".utf8))?.status == 400)
      #expect(bench.ask(.get, ControlAddress.changes)?.status == 404)
      #expect(bench.ask(.get, "/")?.status == 404)
    }
  }
}
