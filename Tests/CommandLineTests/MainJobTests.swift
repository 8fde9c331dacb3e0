import Foundation
import Simulator
import Testing

struct MainJobTests {
  @Test func `every article is rewritten once and exported in input order`() async throws {
    try await withProvider { provider, batch in
      try batch.enqueueSamples(60)
      let run = try batch.run("run", "--role", "rewrite")
      #expect(run.status == 0, "\(run.talk)")
      let lines = try batch.exported()
      #expect(lines.map { $0["id"] as? String } == (1...60).map { "a\($0)" })
      #expect(provider.simulator.summary.requests == 60)
      #expect(provider.simulator.summary.maxInFlight <= 5)
    }
  }

  @Test func `the demo in an empty folder rewrites 40 of 40`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      let demo = try batch.run("demo", "--folder", "demo")
      #expect(demo.status == 0, "\(demo.talk)")
      #expect(demo.talk.contains("40 of 40 articles written."))
      #expect(try batch.files == ["demo"])
      let lines = try batch.folder.read("demo/rewritten.jsonl").split(separator: "\n")
      #expect(lines.count == 40)
    }
  }
}
