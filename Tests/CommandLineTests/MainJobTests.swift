import Foundation
import Simulator
import Testing

struct MainJobTests {
  @Test func `every article is rewritten once and exported in input order`() throws {
    let provider = try Simulator.launch()
    defer { provider.stop() }
    let batch = try BatchProgram(baseURL: provider.baseURL)
    try batch.enqueueSamples(60)
    let run = try batch.run("run", "--role", "rewrite")
    #expect(run.status == 0, "\(run.talk)")
    let lines = try batch.exported()
    #expect(lines.map { $0["id"] as? String } == (1...60).map { "a\($0)" })
    #expect(provider.simulator.summary.requests == 60)
    #expect(provider.simulator.summary.maxInFlight <= 5)
  }
}
