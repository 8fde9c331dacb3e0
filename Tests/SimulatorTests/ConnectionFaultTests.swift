import Foundation
import Simulator
import Testing

struct ConnectionFaultTests {
  private static let good = ExpectedAnswer.json(
    title: Probe.title, body: Probe.body, model: Probe.model)

  @Test(arguments: [0, 1, 100], [false, true])
  func `curl reports a cut connection`(count: Int, stream: Bool) async throws {
    try await Probe.run(.faults(FaultRule(.cut(afterBytes: count)))) { running in
      let curl = try Command.curl(running.baseURL, Probe.request(stream: stream))
      // CURLE_PARTIAL_FILE, CURLE_RECV_ERROR.
      #expect([18, 56].contains(curl.status), "\(curl.errors)")
      #expect(curl.output.utf8.count == count)
      #expect(running.simulator.ledger.rows.map(\.ending) == [.cut])
    }
  }

  @Test(arguments: [false, true])
  func `a whole answer is no error to curl`(stream: Bool) async throws {
    try await Probe.run { running in
      let curl = try Command.curl(running.baseURL, Probe.request(stream: stream))
      #expect(curl.status == 0)
      #expect(running.simulator.ledger.rows.map(\.ending) == [.answered])
    }
  }

  @Test func `a cut inside a large answer leaves what came before`() async throws {
    let body = String(repeating: "absatz ", count: 50_000)
    try await Probe.run(.faults(FaultRule(.cut(afterBytes: 100_000)))) { running in
      for stream in [false, true] {
        let answer = try running.chat(Probe.request(body: body, stream: stream))
        #expect(!answer.isWhole)
        #expect(answer.bytes.count == 100_000)
      }
    }
  }

  @Test func `white space only ends cleanly`() async throws {
    try await Probe.run(.faults(FaultRule(.whitespaceOnly))) { running in
      let answer = try running.chat()
      #expect(answer.status == 200)
      #expect(answer.isWhole)
      #expect(!answer.bytes.isEmpty)
      #expect(answer.bytes.allSatisfy { $0 == 0x20 || $0 == 0x0A })
    }
  }

  @Test func `white space may come before a good answer`() async throws {
    try await Probe.run(.faults(FaultRule(.whitespaceFirst))) { running in
      let answer = try running.chat()
      #expect(answer.isWhole)
      #expect(answer.text.hasPrefix("\n   "))
      #expect(answer.content == Self.good)
    }
  }

  @Test func `half a document ends cleanly`() async throws {
    try await Probe.run(.faults(FaultRule(.halfDocument))) { running in
      let answer = try running.chat()
      #expect(answer.isWhole)
      #expect(answer.text.hasPrefix("{"))
      #expect(answer.object.isEmpty)
    }
  }

  @Test(arguments: [(false, " "), (true, ": OPENROUTER PROCESSING\n\n")])
  func `keep-alive bytes drip until the connection is cut`(stream: Bool, drop: String)
    async throws
  {
    try await Probe.run(.faults(FaultRule(.drip(milliseconds: 100)))) { running in
      let answer = try running.chat(Probe.request(stream: stream))
      #expect(answer.status == 200)
      #expect(!answer.isWhole)
      #expect(answer.text == String(repeating: drop, count: 5))
    }
  }

  @Test func `a client that leaves a silent request is seen to leave`() async throws {
    try await Probe.run(.faults(FaultRule(.hang(milliseconds: 600_000)))) { running in
      var connection: RawConnection? = try running.connection
      connection?.send("POST", "/api/v1/chat/completions", body: Probe.request())
      _ = try Wait.until { running.simulator.ledger.rows.first }
      #expect(running.simulator.ledger.inFlight == 1)
      connection = nil
      let row = try Wait.until { running.simulator.ledger.rows.first { $0.answered != nil } }
      #expect(row.ending == .disconnected)
      #expect(row.status == nil)
      #expect(running.simulator.ledger.inFlight == 0)
    }
  }

  @Test func `a client that leaves a dripping request is seen to leave`() async throws {
    try await Probe.run(.faults(FaultRule(.drip(milliseconds: 600_000)))) { running in
      var connection: RawConnection? = try running.connection
      connection?.send("POST", "/api/v1/chat/completions", body: Probe.request(stream: true))
      #expect(connection?.awaitBytes() == true)
      connection = nil
      let row = try Wait.until { running.simulator.ledger.rows.first { $0.answered != nil } }
      #expect(row.ending == .disconnected)
      #expect(row.status == 200)
    }
  }

  @Test func `curl gives up on a silent request without a byte`() async throws {
    try await Probe.run(.faults(FaultRule(.hang(milliseconds: 600_000)))) { running in
      let curl = try Command.curl(running.baseURL, Probe.request(), seconds: 1)
      #expect(curl.status == 28)
      #expect(curl.output.isEmpty)
    }
  }

  @Test func `a stopped simulator refuses connections`() async throws {
    try await OwnThread.run {
      let running = try Simulator.launch()
      let port = running.simulator.port ?? 0
      _ = try running.chat()
      running.stop()
      #expect(running.simulator.port == nil)
      #expect(throws: RawConnection.Refused.self) { try RawConnection(port: port) }
    }
  }

  @Test func `a stopped simulator comes back on its port with its ledger`() async throws {
    try await Probe.run { running in
      let port = running.simulator.port
      _ = try running.chat()
      running.stop()
      try running.restart()
      #expect(running.simulator.port == port)
      _ = try running.chat()
      #expect(running.simulator.ledger.rows.count == 2)
      #expect(throws: SimulatorError.self) { try running.restart() }
    }
  }

  @Test func `stopping does not wait for a slow answer`() async throws {
    try await OwnThread.run {
      let running = try Simulator.launch(.faults(FaultRule(.hang(milliseconds: 600_000))))
      let connection = try running.connection
      connection.send("POST", "/api/v1/chat/completions", body: Probe.request())
      _ = try Wait.until { running.simulator.ledger.rows.first }
      running.stop()
      #expect(!connection.receive().isWhole)
    }
  }

  @Test func `a port in use is named as the reason`() async throws {
    try await Probe.run { running in
      var settings = SimulatorSettings()
      settings.port = running.simulator.port ?? 0
      #expect(throws: SimulatorError.self) { try Simulator.launch(settings) }
    }
  }
}
