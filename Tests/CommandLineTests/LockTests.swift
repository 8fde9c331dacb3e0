import Foundation
import Glibc
import Testing

struct LockTests {
  @Test func `beside a run others may look at once, and there is no second run`() async throws {
    try await withProvider(milliseconds: 600_000) { provider, batch in
      try batch.enqueueSamples(20)
      let run = try batch.startRun(sending: 5, to: provider)
      let began = Date()
      expectComplaint(
        try batch.run("run", "--role", "rewrite"), 75, "in use by batch run, process \(run.pid)",
        "Wait for it")
      for arguments in [
        ["status"], ["status", "--json"], ["show", "a1"], ["export", "--role", "rewrite"],
        ["backup", "copy.sqlite"], ["verify"], ["verify", "--database", "copy.sqlite"],
        ["failures"],
      ] {
        #expect(try batch.run(arguments).status == 0, "\(arguments)")
      }
      // Under the 30 seconds that a short writer would be waited for.
      #expect(Date().timeIntervalSince(began) < 20)
      let live = try batch.status()["run"] as? [String: Any] ?? [:]
      #expect(live["pid"] as? Int32 == run.pid)
      #expect(run.isRunning)
    }
  }

  @Test func `a killed run frees the queue at once and is gone on with`() async throws {
    try await withProvider(milliseconds: 600_000) { provider, batch in
      try batch.enqueueSamples(20)
      let run = try batch.startRun(sending: 5, to: provider)
      run.signal(SIGKILL)
      #expect(run.wait().status == 128 + SIGKILL)
      #expect(try batch.run("enqueue", "articles.jsonl").status == 0)
      #expect(try batch.status()["run"] is NSNull)
      #expect(try batch.counts()["claimed"] == 5)
      provider.simulator.setLatency(.fixed(0))
      let next = try batch.run("run", "--role", "rewrite")
      #expect(next.status == 0, "\(next.talk)")
      #expect(next.talk.contains("Sent again, byte for byte: 5 requests."))
      #expect(provider.simulator.summary.requests == 25)
      #expect(provider.simulator.ledger.duplicates.count == 5)
    }
  }
}
