import Foundation
import Glibc
import Simulator
import TestSupport
import Testing

/// `batch status --watch`, from another terminal than the run's.
struct StatusWatchTests {
  @Test(arguments: ["q", "\u{3}"])
  func `a watch shows the run's block and ends with a key`(_ key: String) async throws {
    try await withProvider(milliseconds: 200) { provider, batch in
      try batch.enqueueSamples(200)
      let run = try batch.startRun(sending: 5, to: provider)
      let watch = try TerminalProgram(batch, ["status", "--watch"])
      #expect(
        watch.wait { terminal in
          terminal.lines.first?.contains("run \(run.pid) at work since") == true
            && terminal.lines.contains { $0.contains("a minute, about") }
        }, "\(watch.terminal.all)")
      run.signal(SIGINT)
      run.wait()
      #expect(watch.wait(for: "no run at work"))
      watch.type(key)
      #expect(watch.end() == 0)
      #expect(watch.terminal.unknown == [] && watch.isAsFound)
      #expect(watch.terminal.all.count { $0.hasPrefix("rewrite  ") } == 1)
    }
  }

  @Test func `it stops on Ctrl-Z with the terminal as it was found, and goes on`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      try batch.enqueueSamples(3)
      let watch = try TerminalProgram(batch, ["status", "--watch"])
      #expect(watch.wait(for: "3 articles") && !watch.isAsFound)
      watch.type("\u{1A}")
      #expect(watch.wait { _ in watch.isStopped })
      #expect(watch.isAsFound)
      kill(watch.pid, SIGCONT)
      #expect(watch.wait { $0.all.count { $0.contains("3 articles") } == 2 })
      #expect(!watch.isAsFound)
      watch.type("q")
      #expect(watch.end() == 0 && watch.isAsFound)
    }
  }

  @Test func `as JSON it is a line each time that something has changed`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      try batch.enqueueSamples(3)
      let watch = try batch.start("status", "--watch", "--json")
      #expect(RunningProgram.wait { watch.output.count { $0 == "\n" } == 1 })
      try batch.folder.write(#"{"id":"more","title":"T","body":"b"}"#, to: "more.jsonl")
      #expect(try batch.run("enqueue", "more.jsonl").status == 0)
      #expect(RunningProgram.wait { watch.output.count { $0 == "\n" } == 2 })
      watch.signal(SIGTERM)
      #expect(watch.wait().status == 0)
      let articles = try watch.output.split(separator: "\n").map { line in
        let document = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return document?["articles"] as? Int
      }
      #expect(articles == [3, 4])
    }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `without a terminal it is a plain line, until it is interrupted`(_ number: Int32)
    async throws
  {
    try await blocking {
      let batch = try BatchProgram()
      try batch.enqueueSamples(3)
      let watch = try batch.start("status", "--watch")
      #expect(RunningProgram.wait { watch.output.hasSuffix("\n") })
      watch.signal(number)
      let ending = watch.wait()
      #expect(ending.status == 0 && ending.talk.isEmpty)
      #expect(ending.output == "batch.sqlite: 3 articles, no run at work\n")
    }
  }
}
