import Foundation
import Glibc
import Simulator
import Testing

struct RunSignalTests {
  @Test(arguments: [SIGINT, SIGTERM])
  func `a signal lets what is in flight finish and the next run goes on`(_ number: Int32)
    async throws
  {
    try await withProvider(milliseconds: 400) { provider, batch in
      try batch.enqueueSamples(30)
      let run = try batch.startRun(sending: 7, to: provider)
      run.signal(number)
      let ending = run.wait()
      #expect(ending.status == 130, "\(ending.talk)")
      #expect(ending.talk.contains("in flight. Press Ctrl-C again to cut them off."))
      #expect(ending.talk.contains("Stopped; what was in flight is finished and stored."))
      let asked = provider.simulator.summary.requests
      #expect(asked < 30 && provider.simulator.summary.inFlight == 0)
      let counts = try batch.counts()
      #expect(counts["done"] == asked && counts["attempts"] == asked && counts["claimed"] == 0)
      provider.simulator.setLatency(.fixed(0))
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      #expect(provider.simulator.summary.requests == 30)
      #expect(provider.simulator.summary.repeated == 0)
    }
  }

  @Test func `a second signal cuts off and the same bytes are sent again`() async throws {
    try await withProvider(milliseconds: 30_000) { provider, batch in
      try batch.enqueueSamples(8)
      let run = try batch.startRun(sending: 5, to: provider)
      run.signal(SIGINT)
      #expect(RunningProgram.wait(atMost: 10) { run.talk.contains("Stopping: waiting for 5") })
      let began = Date()
      run.signal(SIGINT)
      let ending = run.wait()
      #expect(Date().timeIntervalSince(began) < 1)
      #expect(ending.status == 130, "\(ending.talk)")
      #expect(ending.talk.contains("cut off are sent again by the next run"))
      #expect(try batch.counts()["ready"] == 8)
      provider.simulator.setLatency(.fixed(0))
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      #expect(provider.simulator.summary.requests == 13)
      let again = provider.simulator.ledger.duplicates
      #expect(again.count == 5 && again.allSatisfy { $0.count == 2 })
    }
  }

  @Test func `a hang-up does not stop a run`() async throws {
    try await withProvider(milliseconds: 60) { provider, batch in
      try batch.enqueueSamples(20)
      let run = try batch.startRun(sending: 3, to: provider)
      run.signal(SIGHUP)
      #expect(run.wait().status == 0)
      #expect(provider.simulator.summary.requests == 20)
    }
  }

  @Test func `a closed terminal does not stop a run`() async throws {
    try await withProvider(milliseconds: 60) { provider, batch in
      try batch.enqueueSamples(20)
      let pipe = Pipe()
      let end = pipe.fileHandleForWriting.fileDescriptor
      let run = try RunningProgram(
        BatchProgram.path, ["run", "--role", "rewrite", "--json"], in: batch.folder,
        batch.environment, output: end, talk: end)
      #expect(RunningProgram.wait { provider.simulator.summary.requests >= 3 })
      try pipe.fileHandleForReading.close()
      #expect(run.wait().status == 0)
      #expect(provider.simulator.summary.requests == 20)
      #expect(try batch.counts()["done"] == 20)
    }
  }

  @Test func `a run hears signals under a parent that blocks them`() async throws {
    try await withProvider(milliseconds: 300) { provider, batch in
      try batch.enqueueSamples(20)
      let run = try batch.startShell(
        #"exec env --block-signal=INT --block-signal=TERM "$BATCH" run --role rewrite"#)
      #expect(RunningProgram.wait { provider.simulator.summary.requests >= 5 })
      run.signal(SIGTERM)
      #expect(run.wait().status == 130)
      #expect(try batch.counts()["done"] == provider.simulator.summary.requests)
    }
  }
}
