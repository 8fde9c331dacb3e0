import Foundation
import Glibc
import Simulator
import TestSupport
import Testing

/// Commands from another terminal, beside a run at work.
struct SteeringTests {
  @Test(arguments: [[], ["--role", "rewrite"], ["--model", "openai/gpt-4o-mini"]])
  func `a pause and its end take effect within a second`(_ scope: [String]) async throws {
    try await withProvider(milliseconds: 100) { provider, batch in
      try batch.enqueueSamples(150)
      let run = try batch.startRun("--wait", sending: 10, to: provider)
      let asked = provider.simulator.milliseconds
      let pause = try batch.run(["pause"] + scope)
      #expect(pause.status == 0 && pause.talk.hasPrefix("Paused: the "), "\(pause.talk)")
      let paused = provider.simulator.milliseconds
      #expect(paused - asked < 1000)
      #expect(RunningProgram.wait(atMost: 5) { provider.simulator.summary.inFlight == 0 })
      #expect(try batch.pauses() == ["operator"])
      #expect(run.isRunning)
      let resuming = provider.simulator.milliseconds
      let resume = try batch.run(["resume"] + scope)
      #expect(resume.status == 0 && resume.talk.hasPrefix("Resumed: the "), "\(resume.talk)")
      let ending = run.wait()
      #expect(ending.status == 0, "\(ending.talk)")
      #expect(ending.talk.contains("Paused: You paused the "))
      let rows = provider.simulator.ledger.rows
      // What was on its way when the pause was written still arrives.
      #expect(!rows.contains { $0.arrived > paused + 50 && $0.arrived < resuming })
      let next = try #require(rows.map(\.arrived).filter { $0 >= resuming }.min())
      #expect(next - resuming < 1000)
      try batch.expectRewritten(150)
    }
  }

  @Test func `a run that does not wait ends at a pause, and the next one goes on after it`()
    async throws
  {
    try await withProvider(milliseconds: 100) { provider, batch in
      try batch.enqueueSamples(60)
      let run = try batch.startRun(sending: 5, to: provider)
      #expect(try batch.run("pause", "--json").output.contains("\"run\" : \(run.pid)"))
      let ending = run.wait()
      #expect(ending.status == 75, "\(ending.talk)")
      #expect(ending.talk.contains("batch resume"))
      let asked = provider.simulator.summary.requests
      #expect(try batch.counts()["done"] == asked)
      let refused = try batch.run("run", "--role", "rewrite")
      #expect(refused.status == 75 && refused.talk.contains("batch resume"), "\(refused.talk)")
      #expect(provider.simulator.summary.requests == asked)
      let resume = try batch.run("resume")
      #expect(resume.status == 0, "\(resume.talk)")
      #expect(resume.talk == "Resumed: the queue.\nGo on: batch run --role rewrite\n")
      #expect(try batch.run("resume").talk == "Nothing is paused there.\n")
      #expect(try batch.run("resume", "--json").output.contains("\"run\" : null"))
      let mistyped = try batch.run("pause", "--model", "openai/gpt-4o-mni", "--json")
      #expect(mistyped.status == 0 && mistyped.output.contains("\"run\" : null"))
      #expect(mistyped.talk.contains("Did you mean openai/gpt-4o-mini?"), "\(mistyped.talk)")
      #expect(try batch.run("resume").status == 0)
      let other = try batch.run("resume", "--role", "rewrit")
      #expect(other.status == 66 && other.talk.contains("Did you mean rewrite?"), "\(other.talk)")
      let unknown = try batch.run("failures", "--role", "rewrit")
      #expect(unknown.talk == "batch: The role rewrit was never run here. Did you mean rewrite?\n")
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      try batch.expectRewritten(60)
    }
  }

  @Test func `more workers start at once, and fewer leave after their requests`() async throws {
    try await withProvider(milliseconds: 300) { provider, batch in
      try batch.enqueueSamples(200)
      let run = try batch.startRun(sending: 5, to: provider)
      let asked = provider.simulator.milliseconds
      let more = try batch.run("set", "--concurrency", "20")
      #expect(more.status == 0, "\(more.talk)")
      #expect(more.talk == "At most 20 requests in flight from now on; it was 5.\n")
      #expect(RunningProgram.wait(atMost: 5) { provider.simulator.summary.inFlight == 20 })
      let full = provider.simulator.ledger.rows.first { $0.inFlight == 20 }
      #expect(try #require(full).arrived - asked < 1000)
      let asJSON = try batch.shell(
        "curl -s --unix-socket batch.sqlite.sock http://localhost/v1/status")
      #expect(asJSON.output.contains(#""concurrency":20"#), "\(asJSON.output) \(asJSON.talk)")
      let live = try batch.status()["run"] as? [String: Any]
      #expect(live?["concurrency"] as? Int == 20)
      #expect(try batch.run("set", "--concurrency", "2", "--json").output.contains("\"was\" : 20"))
      #expect(RunningProgram.wait(atMost: 5) { provider.simulator.summary.inFlight <= 2 })
      let fewer = provider.simulator.milliseconds
      #expect(
        RunningProgram.wait(atMost: 5) {
          provider.simulator.ledger.rows.count { $0.arrived > fewer } >= 2
        })
      let enough = provider.simulator.milliseconds
      #expect(try batch.run("set", "--concurrency", "9").status == 0)
      let nine = provider.simulator.milliseconds
      let ending = run.wait()
      #expect(ending.status == 0, "\(ending.talk)")
      let rows = provider.simulator.ledger.rows
      #expect(provider.simulator.summary.maxInFlight == 20)
      let low = rows.filter { $0.arrived > fewer && $0.arrived < enough }
      #expect(low.allSatisfy { $0.inFlight <= 2 }, "\(low.map(\.inFlight))")
      let last = rows.filter { $0.arrived > nine }
      #expect(last.allSatisfy { $0.inFlight <= 9 } && last.contains { $0.inFlight == 9 })
      try batch.expectRewritten(200)
    }
  }

  @Test func `articles enqueued beside a run are its tasks at once`() async throws {
    try await withProvider(milliseconds: 60) { provider, batch in
      try batch.enqueueSamples(60)
      let run = try batch.startRun(sending: 5, to: provider)
      try batch.folder.write(SampleArticles.lines(400), to: "more.jsonl")
      let more = try batch.run("enqueue", "more.jsonl")
      #expect(more.status == 0, "\(more.talk)")
      #expect(more.talk.contains("400 lines read: 340 queued, 60 unchanged"), "\(more.talk)")
      #expect(more.talk.contains("Run \(run.pid) is at work and takes them up."))
      #expect(try batch.counts()["total"] == 400)
      #expect(run.isRunning)
      let ending = run.wait()
      #expect(ending.status == 0, "\(ending.talk)")
      try batch.expectRewritten(400)
      #expect(provider.simulator.summary.repeated == 0)
      #expect(provider.simulator.summary.maxInFlight <= 5)
    }
  }

  @Test func `failed work is put back beside a run, also onto another rung`() async throws {
    var settings = SimulatorSettings()
    settings.latency = .fixed(60)
    settings.faults = (1...4).map { FaultRule(.moderated, article: "<title>Article \($0)<") }
    try await withProvider(settings) { provider, batch in
      try batch.enqueueSamples(250)
      let run = try batch.startRun(sending: 40, to: provider)
      #expect(try RunningProgram.wait(atMost: 20) { try batch.counts()["failed"] == 4 })
      provider.simulator.setFaults([])
      #expect(try batch.run("retry", "a1", "a2").talk.hasPrefix("2 tasks put back. The run at"))
      let dear = "anthropic/claude-haiku-4.5"
      let rest = try batch.run("retry", "--role", "rewrite", "--model", dear, "--json")
      #expect(rest.status == 0 && rest.output.contains("\"retried\" : 2"), "\(rest.talk)")
      #expect(run.isRunning)
      let ending = run.wait()
      #expect(ending.status == 0, "\(ending.talk)")
      #expect(ending.talk.contains("Put back from another terminal: 2 tasks."))
      try batch.expectRewritten(250)
      let lines = try batch.exported()
      #expect(lines[2]["model"] as? String == dear && lines[3]["model"] as? String == dear)
    }
  }

  @Test func `cancelled work is not asked, and comes back when it is wanted`() async throws {
    try await withProvider(milliseconds: 400) { provider, batch in
      try batch.enqueueSamples(60)
      let run = try batch.startRun(sending: 5, to: provider)
      let two = try batch.run("cancel", "--role", "rewrite", "a60", "a59", "--json")
      #expect(two.output.contains("\"cancelled\" : 2"), "\(two.output) \(two.talk)")
      let cancelling = provider.simulator.milliseconds
      let rest = try batch.run("cancel", "--role", "rewrite")
      #expect(rest.status == 0 && rest.talk.contains("In flight, to end first: 5."), "\(rest.talk)")
      let ending = run.wait()
      #expect(ending.status == 0, "\(ending.talk)")
      let rows = provider.simulator.ledger.rows
      #expect(!rows.contains { $0.arrived > cancelling + 1000 })
      let asked = rows.count
      #expect(asked < 25)
      let role = try batch.role()
      #expect(role["done"] as? Int == asked && role["cancelled"] as? Int == 60 - asked)
      #expect(try batch.run("verify").status == 0)
      #expect(try batch.run("cancel", "--role", "rewrite").talk.hasPrefix("Nothing is left to do"))
      #expect(try batch.run("retry", "--role", "rewrite").talk.hasPrefix("Nothing failed there"))
      #expect(try batch.run("retry", "a60").talk.hasPrefix("1 task put back."))
      let back = try batch.run("retry", "--role", "rewrite", "--cancelled")
      #expect(back.talk.hasPrefix("\(59 - asked) tasks put back."), "\(back.talk)")
      provider.simulator.setLatency(.fixed(0))
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      try batch.expectRewritten(60)
    }
  }

  @Test func `a run that waits for credits tries again as soon as it is told`() async throws {
    try await withProvider(milliseconds: 20) { provider, batch in
      try batch.enqueueSamples(80)
      provider.simulator.setBalance(usd: 0)
      let run = try batch.start("run", "--role", "rewrite", "--wait")
      #expect(try RunningProgram.wait(atMost: 10) { try batch.pauses() == ["insufficientCredits"] })
      #expect(RunningProgram.wait(atMost: 5) { provider.simulator.summary.inFlight == 0 })
      provider.simulator.setBalance(usd: 1000)
      let resumed = provider.simulator.milliseconds
      let resume = try batch.run("resume")
      #expect(resume.talk.contains("Trying one request now."), "\(resume.talk)")
      #expect(run.wait().status == 0)
      let next = provider.simulator.ledger.rows.map(\.arrived).filter { $0 > resumed }.min()
      #expect(try #require(next) - resumed < 1000)
      try batch.expectRewritten(80)
    }
  }
}
