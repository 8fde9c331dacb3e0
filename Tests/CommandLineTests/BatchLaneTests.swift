import Foundation
import Glibc
import Simulator
import TestSupport
import Testing

/// `batch run --lane batch`, as a user meets it.
struct BatchLaneTests {
  private static func settings(_ rule: (inout BatchRule) -> Void = { _ in }) -> SimulatorSettings {
    var settings = SimulatorSettings()
    rule(&settings.batches)
    return settings
  }

  private static func live(_ provider: RunningSimulator) -> Int {
    provider.simulator.ledger.rows.count { !$0.verdict.hasPrefix("batch") }
  }

  /// Starts a run in the batch lane and waits until the provider has its batch.
  private static func start(
    _ batch: BatchProgram, _ provider: RunningSimulator, until isFar: (SimulatedBatch) -> Bool
  ) throws -> RunningProgram {
    let run = try batch.start("run", "--role", "rewrite", "--lane", "batch")
    let isThere = RunningProgram.wait(atMost: 30) {
      provider.simulator.batches.first.map(isFar) ?? false || !run.isRunning
    }
    guard isThere, run.isRunning else { throw BatchProgram.Unexpected(run.talk) }
    return run
  }

  @Test func `a batch does the work, and what it leaves the live lane does`() async throws {
    let settings = Self.settings { $0.rowErrors = [SampleArticles.title(4)] }
    try await withProvider(settings) { provider, batch in
      try batch.enqueueSamples(12)
      let ending = try batch.run("run", "--role", "rewrite", "--lane", "batch")
      #expect(ending.status == 0, "\(ending.talk)")
      #expect(ending.talk.contains("In a batch at the provider: 12 tasks of rewrite."))
      #expect(
        ending.talk.contains(
          "A batch is back: 11 of 12 tasks of rewrite answered. The live lane does the rest."))
      try batch.expectRewritten(12)
      #expect(Self.live(provider) == 1)
      #expect(try batch.run("verify").status == 0)
    }
  }

  @Test func `without a batch endpoint one sentence says so`() async throws {
    try await withProvider(Self.settings { $0.isAbsent = true }) { provider, batch in
      try batch.enqueueSamples(5)
      let ending = try batch.run("run", "--role", "rewrite", "--lane", "batch")
      #expect(ending.status == 0, "\(ending.talk)")
      let told = ending.talk.split(separator: "\n").filter { $0.contains("No batch can be made") }
      #expect(told.count == 1 && told[0].contains("at the ordinary price"))
      try batch.expectRewritten(5)
      #expect(Self.live(provider) == 5)
    }
  }

  @Test func `told not to wait it ends with 75, and status says where the work is`() async throws {
    try await withProvider(Self.settings()) { provider, batch in
      try batch.enqueueSamples(3)
      let ending = try batch.run("run", "--role", "rewrite", "--lane", "batch", "--no-wait")
      #expect(ending.status == 75, "\(ending.talk)")
      #expect(
        ending.talk.contains("3 tasks in batches at the provider. The next run takes them in."))
      let status = try batch.run("status").output
      #expect(status.contains("3 tasks of rewrite are in a batch since "))
      #expect(status.contains(", the next run asks for it."))
      let batches = try batch.status()["batches"] as? [[String: Any]]
      #expect(batches?.first?["tasks"] as? Int == 3 && batches?.first?["asksAgainAt"] is NSNull)
      let next = try batch.run("run", "--role", "rewrite", "--no-wait")
      #expect(next.status == 0, "\(next.talk)")
      #expect(next.talk.contains("A batch of an earlier run is at the provider since "))
      try batch.expectRewritten(3)
      #expect(Self.live(provider) == 0)
    }
  }

  @Test func `killed while a batch is out the next run takes it in and pays nothing twice`()
    async throws
  {
    try await withProvider(Self.settings { $0.asks = nil }) { provider, batch in
      try batch.enqueueSamples(8)
      let run = try Self.start(batch, provider) { $0.asks >= 1 }
      run.signal(SIGKILL)
      #expect(run.wait().status == 137)
      #expect(try batch.run("verify").status == 0)
      provider.simulator.endBatches()
      let next = try batch.run("run", "--role", "rewrite")
      #expect(next.status == 0, "\(next.talk)")
      try batch.expectRewritten(8)
      #expect(provider.simulator.batches.count == 1 && Self.live(provider) == 0)
      #expect(try batch.figure("attempts") == 8 && batch.figure("costUnknown") == 0)
      #expect(try batch.run("verify").status == 0)
    }
  }

  @Test func `killed between a batch and its answer the attempts are lost, their cost unknown`()
    async throws
  {
    try await withProvider(Self.settings { $0.acceptMilliseconds = 60_000 }) { provider, batch in
      try batch.enqueueSamples(8)
      let run = try Self.start(batch, provider) { _ in true }
      let onTheWay = try batch.run("status").output
      #expect(onTheWay.contains("8 tasks of rewrite are on the way to the provider, in a batch."))
      #expect(onTheWay.contains("0 of 5 requests in flight"), "\(onTheWay)")
      let batches = try batch.status()["batches"] as? [[String: Any]]
      #expect(batches?.map { $0["since"] is NSNull } == [true])
      run.signal(SIGKILL)
      #expect(run.wait().status == 137)
      #expect(
        try batch.run("status").output.contains(
          "8 tasks of rewrite may be in a batch that the provider has; the next run asks for them"))
      #expect(try batch.run("verify").status == 0)
      #expect(try batch.counts()["attempts"] == 8, "they were on disk before the batch went out")
      provider.simulator.setBatches(BatchRule())
      let next = try batch.run("run", "--role", "rewrite", "--lane", "batch")
      #expect(next.status == 0, "\(next.talk)")
      try batch.expectRewritten(8)
      #expect(provider.simulator.batches.count == 2 && Self.live(provider) == 0)
      #expect(try batch.figure("attempts") == 16 && batch.figure("costUnknown") == 8)
      let hashes = try batch.query("SELECT count(DISTINCT body_sha256) FROM attempt")
      #expect(hashes == ["8"], "sent again byte for byte")
      #expect(try batch.run("verify").status == 0)
    }
  }

  @Test func `Ctrl-C leaves the batch at the provider and says so`() async throws {
    try await withProvider(Self.settings { $0.asks = nil }) { provider, batch in
      try batch.enqueueSamples(4)
      let run = try Self.start(batch, provider) { $0.asks >= 1 }
      let status = try batch.run("status").output
      #expect(status.contains("4 tasks of rewrite are in a batch since "))
      #expect(status.contains("asked for again at "))
      #expect(status.contains("0 of 5 requests in flight"))
      run.signal(SIGINT)
      let ending = run.wait()
      #expect(ending.status == 130, "\(ending.talk)")
      #expect(ending.talk.contains("where they go on: 4 tasks. The next run takes them in."))
      provider.simulator.endBatches()
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      try batch.expectRewritten(4)
    }
  }

  @Test
  func `a second Ctrl-C cuts a batch off that is on its way, and the next run sends it again`()
    async throws
  {
    try await withProvider(Self.settings { $0.acceptMilliseconds = 60_000 }) { provider, batch in
      try batch.enqueueSamples(5)
      let run = try Self.start(batch, provider) { _ in true }
      run.signal(SIGINT)
      #expect(RunningProgram.wait(atMost: 10) { run.talk.contains("waiting for 1 request") })
      run.signal(SIGINT)
      let ending = run.wait()
      #expect(ending.status == 130, "\(ending.talk)")
      #expect(!ending.talk.contains("live lane"), "\(ending.talk)")
      #expect(try batch.counts()["ready"] == 5 && batch.figure("costUnknown") == 5)
      provider.simulator.setBatches(BatchRule())
      let next = try batch.run("run", "--role", "rewrite", "--lane", "batch")
      #expect(next.status == 0, "\(next.talk)")
      try batch.expectRewritten(5)
      #expect(provider.simulator.batches.count == 2 && Self.live(provider) == 0)
      #expect(try batch.query("SELECT count(DISTINCT body_sha256) FROM attempt") == ["5"])
    }
  }

  @Test func `other terminals steer a run that waits for a batch`() async throws {
    try await withProvider(Self.settings { $0.asks = nil }) { provider, batch in
      try batch.enqueueSamples(4)
      let run = try Self.start(batch, provider) { $0.asks >= 1 }
      #expect(try batch.run("pause", "--role", "rewrite").status == 0)
      try batch.enqueueSamples(6)
      let cancelled = try batch.run("cancel", "--role", "rewrite", "a1")
      #expect(cancelled.status == 0, "\(cancelled.talk)")
      #expect(provider.simulator.batches.count == 1, "a paused role is not gathered")
      #expect(try batch.run("resume").status == 0)
      #expect(RunningProgram.wait(atMost: 30) { provider.simulator.batches.count == 2 })
      provider.simulator.endBatches()
      #expect(run.wait().status == 0)
      try batch.expectRewritten(6)
      #expect(Self.live(provider) == 0)
    }
  }

  @Test func `images go through the live lane, and it is said`() async throws {
    try await withProvider(Self.settings()) { provider, batch in
      try batch.enqueueSamples(1)
      let ending = try batch.run("run", "--role", "image", "--lane", "batch")
      #expect(ending.talk.contains("Batches hold text only: image goes through the live lane"))
      #expect(ending.status == 0 && provider.simulator.batches.isEmpty)
    }
  }
}
