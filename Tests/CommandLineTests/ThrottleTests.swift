import BatchCore
import Foundation
import Simulator
import Testing

/// 429: one slows everyone, nothing fails, no try is used, and a hint is obeyed.
struct ThrottleTests {
  private static func expectUntouched(_ batch: BatchProgram, _ count: Int) throws {
    try batch.expectRewritten(count)
    #expect(try batch.figure("failed") == 0)
    #expect(try batch.query("SELECT count(*) FROM attempt WHERE is_throttle AND is_try") == ["0"])
    #expect(try batch.query("SELECT count(*) FROM attempt WHERE is_try") == ["\(count)"])
  }

  @Test(arguments: [2, 5])
  func `a limit for everyone stops everyone until its hint`(seconds: Int) async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.latency = .fixed(15)
      let provider = try Simulator.launch(settings)
      defer { provider.stop() }
      let simulator = provider.simulator
      let batch = try BatchProgram(baseURL: provider.baseURL)
      try batch.enqueueSamples(120)
      let run = try batch.start("run", "--role", "rewrite")
      _ = RunningProgram.wait { simulator.ledger.rows.count >= 30 || !run.isRunning }
      simulator.beginOutage(.rateLimited(.retryAfter, seconds: Double(seconds)))
      // Past the first hint: what is sent then is one request, refused again.
      usleep(UInt32(seconds) * 1_000_000 + 700_000)
      simulator.endOutage()
      let ending = run.wait()
      #expect(ending.status == 0, "\(ending.talk)")
      let refused = simulator.ledger.rows.filter { $0.verdict == "outage" }
      let answers = refused.compactMap(\.answered)
      for answered in answers {
        let window = answered..<(answered + Double(seconds) * 1000 - 5)
        let inside = simulator.ledger.rows(arrived: window)
        #expect(inside.count <= 5, "\(inside.count) requests inside the hint")
        let late = inside.filter { $0.arrived > answered + 500 }
        #expect(late.isEmpty, "\(late.count) of them long after it")
      }
      #expect(refused.count <= 6, "five in flight and one probe")
      try Self.expectUntouched(batch, 120)
    }
  }

  @Test(arguments: RetryHint.allCases.filter { $0 != .none })
  func `every form of the hint is obeyed`(hint: RetryHint) async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.faults = [FaultRule(.rateLimited(hint, seconds: 2), requests: 1...5)]
      let provider = try Simulator.launch(settings)
      defer { provider.stop() }
      let batch = try BatchProgram(baseURL: provider.baseURL)
      try batch.enqueueSamples(20)
      let run = try batch.run("run", "--role", "rewrite")
      #expect(run.status == 0, "\(run.talk)")
      let rows = provider.simulator.ledger.rows
      // A reset is dated from the refusal's beginning.
      let told = try #require(rows.prefix(5).map(\.arrived).max())
      // A date knows whole seconds only.
      let wait = hint == .retryAfterDate ? 1000.0 : 1990.0
      #expect(rows[5].arrived >= told + wait, "\(rows[5].arrived - told) ms")
      #expect(rows[6].arrived >= (rows[5].answered ?? .infinity), "one request first")
      try Self.expectUntouched(batch, 20)
    }
  }

  @Test func `without a hint one request at a time asks again, and no try is used`() async throws {
    try await OwnThread.run {
      let provider = try Simulator.launch()
      defer { provider.stop() }
      let simulator = provider.simulator
      let batch = try BatchProgram(baseURL: provider.baseURL)
      try batch.enqueueSamples(30)
      simulator.beginOutage(.rateLimited(.none, seconds: 0))
      let run = try batch.start("run", "--role", "rewrite")
      _ = RunningProgram.wait { simulator.ledger.rows.count >= 9 || !run.isRunning }
      simulator.endOutage()
      #expect(run.wait().status == 0)
      let refused = simulator.ledger.rows.filter { $0.verdict == "outage" }
      // After the burst of the first five, each probe waits for the answer of the one before.
      for (earlier, later) in zip(refused.dropFirst(5), refused.dropFirst(6)) {
        #expect(later.arrived >= (earlier.answered ?? .infinity))
      }
      try Self.expectUntouched(batch, 30)
    }
  }

  @Test func `another terminal is told who waits and for how long`() async throws {
    var settings = SimulatorSettings()
    settings.latency = .fixed(20)
    // Some are let through first, so that there is something to learn from.
    settings.faults = [FaultRule(.rateLimited(.retryAfter, seconds: 4), requests: 11...15)]
    try await withProvider(settings) { provider, batch in
      try batch.enqueueSamples(20)
      let run = try batch.startRun(sending: 15, to: provider)
      var status = ""
      #expect(
        try RunningProgram.wait(atMost: 3) {
          status = try batch.run("status").output
          return status.contains("Waiting ")
        }, "\(status)")
      let waiting = try #require(
        status.split(separator: "\n").compactMap { line in
          line.wholeMatch(
            of: /Waiting ([0-9]+) s: openai\/gpt-4o-mini is rate limited, (.+) learned/)
        }.first, "\(status)")
      #expect((1...5).contains(Int(waiting.1) ?? 0), "\(waiting.0)")
      #expect(
        waiting.2.wholeMatch(of: /[1-9][0-9]*(\.[0-9])? requests a (second|minute)/) != nil,
        "\(waiting.0)")
      let pacing = try #require(batch.status()["pacing"] as? [[String: Any]])
      try #require(pacing.map { $0["model"] as? String } == ["openai/gpt-4o-mini"])
      let rate = try #require(pacing[0]["ratePerSecond"] as? Double)
      #expect(rate > 0)
      #expect(Wording.rate(perSecond: rate) == String(waiting.2))
      #expect(pacing[0]["reason"] as? String == "rate limited")
      let gate = try #require(pacing[0]["gateUntil"] as? String)
      let left = try Date(gate, strategy: .iso8601).timeIntervalSinceNow
      #expect(left > -1 && left < 5, "\(gate)")
      #expect(status.contains("run \(run.pid) at work since"))
      #expect(provider.simulator.ledger.rows.count == 15, "it was told while the hint held")
      #expect(run.wait().status == 0)
      #expect(try !batch.run("status").output.contains("Waiting "))
      try Self.expectUntouched(batch, 20)
    }
  }

  @Test func `a limit on tokens is learned and kept to`() async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.latency = .fixed(20)
      // A tenth of what the articles take is there at once; the rest comes in eleven seconds.
      settings.tokenLimit = TokenLimit(perMinute: 480_000, depth: 10_000)
      let provider = try Simulator.launch(settings)
      defer { provider.stop() }
      let batch = try BatchProgram(baseURL: provider.baseURL)
      try batch.enqueueSamples(200)
      let run = try batch.run("run", "--role", "rewrite")
      #expect(run.status == 0, "\(run.talk)")
      try Self.expectUntouched(batch, 200)
      let rows = provider.simulator.ledger.rows
      let refused = rows.count { $0.verdict == "tokenLimit" }
      let seconds = ((rows.last?.arrived ?? 0) - (rows.first?.arrived ?? 0)) / 1000
      let used = rows.reduce(0) { $0 + $1.tokens }
      print("tokens: \(used) in \(seconds) s, \(refused) refused")
      #expect(refused > 0)
      #expect(refused <= 20)
    }
  }

  @Test func `a storm without hints fails nothing`() async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.latency = .fixed(20)
      settings.rateLimit = RateLimit(rate: 20, burst: 5)
      let provider = try Simulator.launch(settings)
      defer { provider.stop() }
      let batch = try BatchProgram(baseURL: provider.baseURL)
      try batch.enqueueSamples(150)
      let began = Date()
      let run = try batch.run("run", "--role", "rewrite")
      #expect(run.status == 0, "\(run.talk)")
      try Self.expectUntouched(batch, 150)
      let refused = provider.simulator.summary.byVerdict["rateLimit"] ?? 0
      print(
        "storm: 150 articles at 20/s in \(Int(Date().timeIntervalSince(began))) s,",
        "\(refused) refused")
    }
  }
}
