import Foundation
import Simulator
import Testing

struct KeyTests {
  @Test(arguments: [
    ("", "export OPENROUTER_API_KEY"), ("sk-or-v1 1234secret", "a space or a line break"),
    ("sk-or-v1-1234secret\n", "a space or a line break"),
    (" sk-or-v1-1234secret", "a space or a line break"),
    ("\"sk-or-v1-1234secret\"", "wrapped in quotes"), ("'sk-or-v1-1234secret'", "in quotes"),
    ("sk-proj-1234secret", "does not start with sk-or-"), ("sk-or-1234secreté", "a character"),
  ])
  func `a key that cannot be right is refused before anything is sent`(
    _ key: String, _ words: String
  ) async throws {
    try await withProvider { provider, batch in
      var batch = batch
      try batch.enqueueSamples(3)
      batch.environment["OPENROUTER_API_KEY"] = key
      let ending = try batch.run("run", "--role", "rewrite")
      expectComplaint(ending, 77, words)
      #expect(!ending.talk.contains("1234secret"))
      #expect(provider.simulator.summary.requests == 0)
    }
  }

  @Test func `a key file is read, with or without a line break at its end`() async throws {
    try await withProvider { _, batch in
      var batch = batch
      try batch.enqueueSamples(3)
      batch.environment["OPENROUTER_API_KEY"] = nil
      expectComplaint(
        try batch.run("run", "--role", "rewrite", "--api-key-file", "none"), 77,
        "The key file none cannot be read")
      expectComplaint(
        try batch.run("run", "--role", "rewrite", "--api-key-file", "."), 77, "cannot be read")
      try batch.folder.write("sk-or-v1-fromfile\n", to: "key")
      #expect(try batch.run("run", "--role", "rewrite", "--api-key-file", "key").status == 0)
    }
  }

  @Test func `a key that the provider refuses stops the run and costs no try`() async throws {
    var settings = SimulatorSettings()
    settings.validKeys = ["sk-or-another"]
    settings.latency = .fixed(20)
    try await withProvider(settings) { provider, batch in
      try batch.enqueueSamples(20)
      let ending = try batch.run("run", "--role", "rewrite")
      #expect(ending.status == 77, "\(ending.talk)")
      #expect(ending.talk.contains("OpenRouter refused the API key"))
      #expect(ending.talk.ranges(of: "OpenRouter refused the API key").count == 1)
      #expect(provider.simulator.summary.requests <= 5)
      #expect(try batch.counts()["ready"] == 20)
    }
  }

  @Test func `the key is in no output, no file and no command line`() async throws {
    let key = "sk-or-v1-0123456789abcdef"
    var settings = SimulatorSettings()
    settings.latency = .fixed(150)
    settings.faults = [FaultRule(.moderated, times: 1), FaultRule(.badRequest, times: 1)]
    try await withProvider(settings) { provider, batch in
      var batch = batch
      batch.environment["OPENROUTER_API_KEY"] = key
      try batch.enqueueSamples(8)
      let run = try batch.startRun("--json", sending: 1, to: provider)
      let line = try String(contentsOfFile: "/proc/\(run.pid)/cmdline", encoding: .utf8)
      #expect(line.contains("rewrite") && !line.contains(key))
      var said = [run.wait()]
      for arguments in [
        ["status", "--json"], ["status"], ["show", "a1", "--json"], ["show", "a2"],
        ["export", "--role", "rewrite", "--status", "all"],
      ] {
        said.append(try batch.run(arguments))
      }
      #expect(said.allSatisfy { !($0.output + $0.talk).contains(key) })
      for file in try batch.files {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: batch.folder.file(file)))
        #expect(bytes.range(of: Data(key.utf8)) == nil, "\(file)")
      }
    }
  }
}
