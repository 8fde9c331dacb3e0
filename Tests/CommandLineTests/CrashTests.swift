import Foundation
import Glibc
import Simulator
import Testing

/// kill -9 at any moment: the same command goes on, and nothing is lost or paid twice.
struct CrashTests {
  /// Starts a run, lets it live so long, and kills it; true if it was still alive then.
  private static func crash(_ batch: BatchProgram, after milliseconds: Int) throws -> Bool {
    let run = try batch.start("run", "--role", "rewrite")
    usleep(UInt32(milliseconds * 1000))
    run.signal(SIGKILL)
    return run.wait().status == 137
  }

  private static func expectSound(_ batch: BatchProgram, _ moment: String) throws {
    let verify = try batch.run("verify")
    #expect(verify.status == 0, "\(moment): \(verify.output)")
    let claimed = try batch.role()["claimed"] as? Int ?? 0
    #expect(claimed <= BatchProgram.mostClaims, "\(moment): \(claimed) claimed")
  }

  @Test func `fifty crashes of one job lose nothing and repeat no finished request`() async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.latency = .range(20...40)
      settings.faults = [
        FaultRule(.badGateway(.text), share: 0.01), FaultRule(.prose, share: 0.02),
        FaultRule(.rateLimited(.retryAfterFraction, seconds: 0.1), share: 0.005),
      ]
      let provider = try Simulator.launch(settings)
      defer { provider.stop() }
      let batch = try BatchProgram(baseURL: provider.baseURL)
      try batch.writeJob()
      try batch.enqueueSamples(1000)
      var moments = SeededDice(seed: 11)
      var crashes = 0
      for number in 1...50 {
        if number % 4 == 0 { try Self.edit(batch, number) }
        if try Self.crash(batch, after: moments.number(0...600)) { crashes += 1 }
        try Self.expectSound(batch, "crash \(number)")
      }
      #expect(crashes >= 30, "the job ended too early: \(crashes)")
      let last = try batch.run("run", "--role", "rewrite")
      #expect(last.status == 0, "\(last.talk)")
      try batch.expectRewritten(1000)
      try batch.expectLedger(provider.simulator.ledger, crashes: crashes)
    }
  }

  @Test func `killed in its first moments it makes all tasks and asks for each once`() async throws
  {
    try await OwnThread.run {
      let provider = try Simulator.launch()
      defer { provider.stop() }
      let batch = try BatchProgram(baseURL: provider.baseURL)
      try batch.enqueueSamples(300)
      var crashes = 0
      for milliseconds in stride(from: 0, through: 114, by: 6) {
        if try Self.crash(batch, after: milliseconds) { crashes += 1 }
        try Self.expectSound(batch, "\(milliseconds) ms")
      }
      let last = try batch.run("run", "--role", "rewrite")
      #expect(last.status == 0, "\(last.talk)")
      try batch.expectRewritten(300)
      let paid = provider.simulator.ledger.rows.count { !$0.isHit }
      #expect(paid <= 300 + 5 * crashes)
      try batch.expectLedger(provider.simulator.ledger, crashes: crashes)
    }
  }

  @Test func `killed while it ends it has every answer`() async throws {
    try await OwnThread.run {
      let provider = try Simulator.launch()
      defer { provider.stop() }
      let batch = try BatchProgram(baseURL: provider.baseURL)
      var moments = SeededDice(seed: 5)
      for round in 1...12 {
        try batch.enqueueSamples(10 * round)
        let run = try batch.start("run", "--role", "rewrite")
        _ = RunningProgram.wait(atMost: 20) {
          let done = Set(provider.simulator.ledger.rows.map(\.article)).count
          return done == 10 * round || !run.isRunning
        }
        usleep(UInt32(moments.number(0...40) * 1000))
        run.signal(SIGKILL)
        _ = run.wait()
        try Self.expectSound(batch, "round \(round)")
      }
      let last = try batch.run("run", "--role", "rewrite")
      #expect(last.status == 0, "\(last.talk)")
      try batch.expectRewritten(120)
      try batch.expectLedger(provider.simulator.ledger, crashes: 12)
    }
  }

  /// Between two runs the user edits the job, and the provider's list ages or says something else.
  private static func edit(_ batch: BatchProgram, _ number: Int) throws {
    try batch.writeJob(
      comment: "edited \(number)", rule: number % 8 == 0 ? "Rule \(number)." : "")
    guard number % 12 == 0 else { return }
    try batch.query(
      number % 24 == 0
        ? "UPDATE document SET fetched_at = 0"
        : "UPDATE document SET text = replace(text, 'structured_outputs', 'nothing_of_it')")
  }
}
