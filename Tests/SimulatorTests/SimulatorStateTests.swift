import FlyingFox
import Foundation
import Testing

@testable import Simulator

struct SimulatorStateTests {
  private func arrival(_ body: String = Probe.request(), headers: HTTPHeaders = [:]) -> Arrival {
    var headers = headers
    headers[.authorization] = "Bearer sk-or-test"
    let data = Data(body.utf8)
    return Arrival(
      HTTPRequest(
        method: .POST, version: .http11, path: "/", query: [], headers: headers,
        body: HTTPBodySequence(data: data)), body: data)
  }

  private func verdict(_ state: inout SimulatorState, _ arrival: Arrival, at time: Double = 0)
    -> String
  {
    let (number, _) = state.judge(arrival, at: time, now: Date(timeIntervalSince1970: 0))
    return state.ledger.rows[number - 1].verdict
  }

  @Test func `an outage comes before the limit, the limit before the balance, that before faults`()
  {
    var settings = SimulatorSettings()
    settings.rateLimit = RateLimit(rate: 1, burst: 1)
    settings.balance = .zero
    settings.faults = [FaultRule(.prose)]
    var state = SimulatorState(settings)
    state.outage = (.internalError, 0..<10)
    #expect(verdict(&state, arrival(), at: 5) == "outage")
    #expect(verdict(&state, arrival(), at: 10) == "balance")
    #expect(verdict(&state, arrival(), at: 11) == "rateLimit")
    state.balance = Picodollars(usd: 1)
    #expect(verdict(&state, arrival(), at: 2000) == "prose")
    state.faults = FaultScript([], seed: 1)
    #expect(verdict(&state, arrival(), at: 4000) == "answer")
  }

  @Test func `a fault is not used up by a request that was refused before it`() {
    var settings = SimulatorSettings()
    settings.balance = .zero
    settings.faults = [FaultRule(.prose, times: 1)]
    var state = SimulatorState(settings)
    #expect(verdict(&state, arrival()) == "balance")
    state.balance = nil
    #expect(verdict(&state, arrival()) == "prose")
    #expect(verdict(&state, arrival()) == "answer")
  }

  @Test func `a changed rate starts with a full bucket`() {
    var state = SimulatorState(SimulatorSettings())
    state.setRate(RateLimit(rate: 1, burst: 2), at: 100_000)
    let verdicts = (0..<3).map { _ in verdict(&state, arrival(), at: 100_000) }
    #expect(verdicts == ["answer", "answer", "rateLimit"])
  }

  @Test func `a prompt and its answer must fit the model's window`() {
    var state = SimulatorState(SimulatorSettings())
    #expect(verdict(&state, arrival(Probe.request(maxTokens: 127_000))) == "answer")
    #expect(verdict(&state, arrival(Probe.request(maxTokens: 128_000))) == "contextLength")
    #expect(verdict(&state, arrival(Probe.request(model: "x"))) == "unknownModel")
  }

  @Test func `the ledger closes a row once`() {
    var ledger = Ledger()
    let body = Data("x".utf8)
    let number = ledger.open(body, hash: BodyHash(of: body), keepsBody: false, at: 1)
    ledger.close(number, .answered, at: 2)
    ledger.close(number, .disconnected, at: 3)
    #expect(ledger.rows[0].ending == .answered)
    #expect(ledger.rows[0].answered == 2)
    #expect(ledger.inFlight == 0)
  }

  @Test func `ten thousand rows keep their names once and are summed quickly`() {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.prose, share: 0.25)]
    var state = SimulatorState(settings)
    let arrival = arrival()
    for _ in 0..<10_000 { _ = state.judge(arrival, at: 0, now: Date(timeIntervalSince1970: 0)) }
    let summary = state.ledger.summary
    #expect(summary.requests == 10_000)
    #expect(summary.repeated == 9_999)
    #expect((2300...2700).contains(summary.byVerdict["prose"] ?? 0))
    #expect(summary.inFlight == 10_000)
  }
}
