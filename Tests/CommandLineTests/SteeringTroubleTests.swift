import Foundation
import Glibc
import Simulator
import TestSupport
import Testing

/// Steering where something is in the way: nobody at work, a crash, a full disk, a long path.
struct SteeringTroubleTests {
  @Test func `with no run the commands change the queue themselves`() async throws {
    try await withProvider(milliseconds: 0) { _, batch in
      try batch.enqueueSamples(5)
      let never = ["cancel", "--role", "rewrite"]
      expectComplaint(try batch.run(never), 66, "The role rewrite was never run here")
      #expect(try batch.run("run", "--role", "rewrite", "--limit", "1").status == 0)
      expectComplaint(
        try batch.run("set", "--concurrency", "9"), 75, "No run is at work on batch.sqlite")
      #expect(try batch.run("pause", "--role", "rewrite").status == 0)
      #expect(try batch.pauses() == ["operator"])
      #expect(try batch.run("run", "--role", "rewrite").status == 75)
      #expect(try batch.run("resume", "--role", "rewrite").status == 0)
      expectComplaint(
        try batch.run("pause", "--role", "rewrit"), 66, "Did you mean rewrite?")
      expectComplaint(
        try batch.run("cancel", "--role", "rewrite", "a44"), 66, "no article \"a44\"",
        "Did you mean a4?")
      let wrong = try batch.run("retry", "--role", "rewrite", "--model", "openai/gpt-4o-min")
      expectComplaint(wrong, 64, "not on the ladder of rewrite", "Did you mean openai/gpt-4o-mini?")
      #expect(try batch.run("cancel", "--role", "rewrite", "a4", "a5").status == 0)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      #expect(try batch.figure("done") == 3)
      #expect(try batch.files.allSatisfy { !$0.hasSuffix(".sock") })
    }
  }

  @Test func `failures are listed by cause, with ids and the way back`() async throws {
    var settings = SimulatorSettings()
    settings.faults = (1...7).map { FaultRule(.moderated, article: "<title>Article \($0)<") }
    try await withProvider(settings) { _, batch in
      try batch.enqueueSamples(9)
      #expect(try batch.run("failures").output == "Nothing failed, and nothing waits.\n")
      let run = try batch.run("run", "--role", "rewrite", "--concurrency", "1")
      #expect(run.status == 1 && run.talk.contains("See why, with ids: batch failures"))
      let shown = try batch.run("failures").output
      for words in [
        "rewrite: 7 failed, moderated: The article was flagged", "  a1, a2, a3, a4, a5, and 2 more",
        "  Put back: batch retry --role rewrite --kind moderated",
      ] { #expect(shown.contains(words), "\(shown)") }
      let text = try batch.run("failures", "--role", "rewrite", "--json").output
      let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      let failed = try #require((document?["failed"] as? [[String: Any]])?.first)
      #expect(failed["count"] as? Int == 7 && (failed["examples"] as? [String])?.count == 5)
      expectComplaint(try batch.run("failures", "--role", "rewrit"), 66, "Did you mean rewrite?")
      #expect(try batch.run("pause").status == 0)
      #expect(try batch.run("failures").output.contains("Go on with: batch resume"))
    }
  }

  @Test func `an enqueue outlives the run it was handed to`() async throws {
    try await withProvider(milliseconds: 30_000) { provider, batch in
      try batch.enqueueSamples(10)
      let run = try batch.startRun(sending: 5, to: provider)
      let count = 30_000
      try batch.folder.write(SampleArticles.lines(count), to: "more.jsonl")
      let enqueue = try batch.start("enqueue", "more.jsonl", "--json")
      #expect(
        try RunningProgram.wait(atMost: 30) {
          try batch.status()["articles"] as? Int ?? 0 > 1000 || !enqueue.isRunning
        })
      run.signal(SIGKILL)
      #expect(run.wait().status == 128 + SIGKILL)
      let ending = enqueue.wait()
      #expect(ending.status == 0, "\(ending.talk)")
      let report = try JSONSerialization.jsonObject(with: Data(ending.output.utf8))
      let sums = report as? [String: Any]
      let queued = sums?["queued"] as? Int ?? 0
      #expect(queued + (sums?["unchanged"] as? Int ?? 0) == count)
      // At most the batch in the dying run's hands was added without anyone being told.
      #expect((count - 10 - 500...count - 10).contains(queued), "\(queued)")
      #expect(try batch.status()["articles"] as? Int == count)
      #expect(try batch.run("verify").status == 0)
      #expect(try batch.files.contains("batch.sqlite.sock"))
      let next = try batch.startRun(sending: 10, to: provider)
      #expect(try batch.run("set", "--concurrency", "6").status == 0)
      next.signal(SIGINT)
      #expect(RunningProgram.wait(atMost: 10) { next.talk.contains("Stopping: waiting for") })
      next.signal(SIGINT)
      #expect(next.wait().status == 130)
      #expect(try batch.files.allSatisfy { !$0.hasSuffix(".sock") })
    }
  }

  @Test func `a run deep in the folders can be steered`() async throws {
    try await withProvider(milliseconds: 100) { provider, batch in
      let deep = (1...4).map { _ in String(repeating: "d", count: 60) }.joined(separator: "/")
      try FileManager.default.createDirectory(
        atPath: batch.folder.file(deep), withIntermediateDirectories: true)
      let path = batch.folder.file(deep) + "/q.sqlite"
      var batch = batch
      batch.environment["BATCH_DATABASE"] = path
      try batch.enqueueSamples(60)
      let run = try batch.startRun(sending: 5, to: provider)
      #expect(!run.talk.contains("cannot steer"))
      #expect(try batch.run("set", "--concurrency", "12").status == 0)
      #expect(run.wait().status == 0)
      #expect(provider.simulator.summary.maxInFlight == 12)
    }
  }

  @Test func `what cannot be written on a full disk is refused clearly`() async throws {
    try await withProvider(milliseconds: 50) { provider, batch in
      try batch.folder.write(SampleArticles.lines(60), to: "articles.jsonl")
      let disk = try SmallDisk(for: batch)
      #expect(try disk.run("enqueue", "../articles.jsonl").status == 0)
      let run = try disk.start("run", "--role", "rewrite")
      #expect(RunningProgram.wait(atMost: 30) { provider.simulator.summary.requests >= 10 })
      try disk.fill()
      #expect(RunningProgram.wait(atMost: 30) { run.talk.contains("is full") || !run.isRunning })
      let began = Date()
      expectComplaint(try disk.run("pause"), 74, "is full. Make room")
      #expect(Date().timeIntervalSince(began) < 6)
      try disk.makeRoom()
      let ending = run.wait()
      #expect(ending.status == 0, "\(ending.talk)")
      #expect(provider.simulator.summary.requests == 60)
    }
  }

  @Test func `a run works where no socket can be, and says that nobody can steer it`() async throws
  {
    try await withProvider(milliseconds: 20) { _, batch in
      try batch.enqueueSamples(10)
      try batch.folder.write("mine", to: "batch.sqlite.sock")
      let ending = try batch.run("run", "--role", "rewrite")
      #expect(ending.status == 0, "\(ending.talk)")
      #expect(ending.talk.contains("Other terminals cannot steer this run: batch.sqlite.sock is"))
      #expect(try batch.shell("cat batch.sqlite.sock").output == "mine")
    }
  }
}
