import Foundation
import Simulator
import Testing

struct LedgerTests {
  @Test func `requests in parallel are counted in flight`() async throws {
    var settings = SimulatorSettings()
    settings.latency = .fixed(600_000)
    try await Probe.run(settings) { running in
      let connections = try (0..<8).map { _ in try running.connection }
      for connection in connections {
        connection.send("POST", "/api/v1/chat/completions", body: Probe.request())
      }
      _ = try Wait.until { running.simulator.ledger.rows.count == 8 ? true : nil }
      let ledger = running.simulator.ledger
      #expect(ledger.maxInFlight == 8)
      #expect(ledger.inFlight == 8)
      #expect(ledger.rows.map(\.inFlight) == Array(1...8))
      #expect(ledger.rows.allSatisfy { $0.answered == nil && $0.status == nil })
    }
  }

  @Test func `a client that waits for each answer never has two in flight`() async throws {
    try await Probe.run { running in
      let connection = try running.connection
      for index in 0..<100 {
        connection.send(
          "POST", "/api/v1/chat/completions", body: Probe.request(stream: index % 2 == 0))
        #expect(connection.receive().isWhole)
        #expect(running.simulator.ledger.rows.last?.ending == .answered)
      }
      #expect(running.simulator.ledger.maxInFlight == 1)
    }
  }

  @Test func `rows are found by article, number, time and body`() async throws {
    try await Probe.run { running in
      for title in ["A", "B", "A", "C"] { _ = try running.chat(Probe.request(title: title)) }
      let ledger = running.simulator.ledger
      #expect(ledger.rows(about: "A").map(\.number) == [1, 3])
      #expect(ledger.rows(after: 2).map(\.article) == ["A", "C"])
      #expect(ledger.rows(arrived: 0..<ledger.rows[2].arrived).map(\.number) == [1, 2])
      #expect(ledger.duplicates.map { $0.map(\.number) } == [[1, 3]])
      #expect(ledger.summary.repeated == 1)
    }
  }

  @Test func `a row tells what was asked`() async throws {
    var settings = SimulatorSettings()
    settings.keepsBodies = true
    try await Probe.run(settings) { running in
      let body = Probe.request(stream: true)
      _ = try running.chat(
        body, headers: ["X-OpenRouter-Cache: true", "X-OpenRouter-Cache-Clear: true"])
      let ledger = running.simulator.ledger
      let row = try #require(ledger.rows.first)
      #expect(row.article == Probe.title)
      #expect(row.model == Probe.model)
      #expect(row.stream && row.cache && row.cacheClear && !row.isHit)
      #expect(row.status == 200)
      #expect(row.verdict == "answer")
      #expect(row.bodyHash == BodyHash(of: Data(body.utf8)))
      #expect(ledger.body(of: 1) == Data(body.utf8))
      #expect((row.answered ?? 0) >= row.arrived)
    }
  }

  @Test func `bodies are not kept unless asked for`() async throws {
    try await Probe.run { running in
      _ = try running.chat()
      #expect(running.simulator.ledger.body(of: 1) == nil)
    }
  }

  @Test func `a body's hash is its SHA-256`() {
    #expect(
      BodyHash(of: Data("abc".utf8)).description
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func `faults can be changed while it runs`() async throws {
    try await Probe.run(.faults(FaultRule(.prose))) { running in
      let simulator = running.simulator
      _ = try running.chat()
      simulator.setFaults([])
      _ = try running.chat()
      simulator.beginOutage(.cut(afterBytes: 0))
      #expect(try !running.chat().isWhole)
      simulator.endOutage()
      simulator.outage(.internalError, from: 0, until: 1)
      #expect(try running.chat().status == 200)
      simulator.outage(.internalError, from: 0, until: 1e9)
      #expect(try running.chat().status == 500)
      #expect(
        simulator.ledger.rows.map(\.verdict) == ["prose", "answer", "outage", "answer", "outage"])
    }
  }

  @Test func `a fault for an article leaves the others alone`() async throws {
    try await Probe.run(.faults(FaultRule(.internalError, article: "<title>B</title>", times: 2))) {
      running in
      let statuses = try ["A", "B", "B", "A", "B"].map {
        try running.chat(Probe.request(title: $0)).status
      }
      #expect(statuses == [200, 500, 500, 200, 200])
    }
  }
}
