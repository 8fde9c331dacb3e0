import Foundation
import Glibc
import Simulator
import TestSupport
import Testing

/// `--notify` and `--bell`: a run tells someone who does not look.
struct NotifyTests {
  private static func lines(_ batch: BatchProgram, _ name: String = "told") -> [String] {
    let text = try? String(contentsOfFile: batch.folder.file(name), encoding: .utf8)
    return (text ?? "").split(separator: "\n").map(String.init)
  }

  @Test func `a pause that ends the run is told once, with counts and remedy, without the key`()
    async throws
  {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.insufficientCredits)]
    try await withProvider(settings) { _, batch in
      try batch.enqueueSamples(12)
      try batch.folder.write(
        #"""
        echo "$BATCH_EVENT $BATCH_REASON $BATCH_DONE/$BATCH_TOTAL $BATCH_STATUS" >> told
        echo "$BATCH_REMEDY" > remedy
        env > environment
        ls -l /proc/self/fd | sed -n 's/.* \([0-9]*\) -> \(.*\)/\1 \2/p' > descriptors
        ps -o pgid= -p $$ > group
        """#, to: "tell.sh")
      let run = try batch.run("run", "--role", "rewrite", "--notify", ". ./tell.sh")
      #expect(run.status == 75 && !run.talk.contains("--notify"), "\(run.talk)")
      #expect(
        Self.lines(batch) == ["ended insufficientCredits 0/12 75"],
        "the pause and the end are one moment")
      #expect(Self.lines(batch, "remedy").first?.contains("openrouter.ai/settings") == true)
      let environment = Self.lines(batch, "environment")
      #expect(environment.contains("BATCH_COST_USD=0"))
      #expect(!environment.contains { $0.contains("sk-or-test") || $0.contains("API_KEY") })
      // Of the listing itself are the pipe and the folder that it reads.
      let descriptors = Self.lines(batch, "descriptors")
      #expect(descriptors.first == "0 /dev/null", "\(descriptors)")
      #expect(!descriptors.contains { $0.contains("sqlite") || $0.contains("socket") })
    }
  }

  @Test func `little left with the provider is told by it`() async throws {
    var settings = SimulatorSettings()
    settings.keyLimit = Picodollars(usd: 1.5)
    try await withProvider(settings) { _, batch in
      try batch.enqueueSamples(2)
      let run = try batch.run(
        "run", "--role", "rewrite", "--notify",
        #"echo "$BATCH_EVENT $BATCH_REASON: $BATCH_MESSAGE" >> told"#)
      #expect(run.status == 0, "\(run.talk)")
      let told = Self.lines(batch)
      let words = "lowBalance lowBalance: The API key may spend only $1.50 more."
      #expect(told.first?.hasPrefix(words) == true, "\(told)")
      #expect(told.count == 2 && told.last?.hasPrefix("ended ") == true, "\(told)")
    }
  }

  @Test func `a command that fails is told once and changes nothing`() async throws {
    try await withProvider(milliseconds: 100) { provider, batch in
      try batch.enqueueSamples(30)
      let run = try batch.startRun("--notify", "exit 3", "--wait", sending: 5, to: provider)
      #expect(try batch.run("pause").status == 0)
      #expect(RunningProgram.wait { run.talk.contains("--notify ended with status 3") })
      #expect(try batch.run("resume").status == 0)
      let ending = run.wait()
      #expect(ending.status == 0)
      #expect(ending.talk.ranges(of: "--notify").count == 1, "\(ending.talk)")
      #expect(try batch.counts()["done"] == 30)
    }
  }

  @Test func `one that takes too long is ended, with all that it has started`() async throws {
    try await withProvider { _, batch in
      try batch.enqueueSamples(1)
      let run = try batch.run(
        "run", "--role", "rewrite", "--notify", "sleep 600 & echo $! > child; wait",
        "--notify-limit", "1")
      #expect(run.status == 0)
      #expect(run.talk.contains("--notify was ended, as it took longer than 1 s."), "\(run.talk)")
      let child = try #require(Self.lines(batch, "child").first.flatMap { pid_t($0) })
      #expect(RunningProgram.wait(atMost: 10) { kill(child, 0) != 0 })
    }
  }

  @Test func `the bell rings at the end, on a terminal only`() async throws {
    try await withProvider { _, batch in
      try batch.enqueueSamples(1)
      let run = try TerminalProgram(batch, ["run", "--role", "rewrite", "--bell"])
      #expect(run.end() == 0)
      #expect(run.terminal.bells == 1)
      let piped = try batch.run("run", "--role", "rewrite", "--bell")
      #expect(piped.status == 0 && !piped.talk.contains("\u{7}"))
    }
  }
}
