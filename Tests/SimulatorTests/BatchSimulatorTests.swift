import Foundation
import Simulator
import Testing

@testable import batch_simulator

struct BatchSimulatorTests {
  /// The built program lies beside the test bundle.
  private static let program = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("batch-simulator").path

  @Test(arguments: [SIGINT, SIGTERM])
  func `the program prints its address first and a summary when it is stopped`(signal: Int32)
    async throws
  {
    try await OwnThread.run {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Self.program)
      process.arguments = ["--fault", "prose=first:1", "--balance", "1"]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let line = Self.line(from: output.fileHandleForReading)
      #expect(line.hasPrefix("http://127.0.0.1:"))
      #expect(line.hasSuffix("/api/v1"))
      let first = try Command.curl(line, Probe.request())
      #expect(first.output.contains("I have rewritten"))
      #expect(try Command.curl(line, Probe.request()).output.contains("rewritten by"))
      kill(process.processIdentifier, signal)
      let rest = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      #expect(
        String(decoding: rest, as: UTF8.self).contains(#""byVerdict":{"answer":1,"prose":1}"#))
    }
  }

  private static func line(from file: FileHandle) -> String {
    var bytes: [UInt8] = []
    while let byte = try? file.read(upToCount: 1)?.first, byte != 0x0A { bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `all faults are listed`() async throws {
    try await OwnThread.run {
      let list = try Command.run(Self.program, ["--list-faults"])
      #expect(list.status == 0)
      let names = list.output.split(separator: "\n").compactMap { $0.split(separator: "\t").first }
      #expect(names.map(String.init) == Fault.all.map(\.name))
      #expect(list.output.contains("prose\tS43\n"))
    }
  }

  @Test(arguments: [
    ["--fault", "nope"], ["--fault", "prose=2"], ["--fault", "prose=9-1"], ["--latency-ms", "x"],
    ["--latency-ms", "9-1"], ["--balance", "x"], ["--rate", "0"], ["--rate", "1", "--hint", "x"],
  ])
  func `wrong options end with usage and a reason`(arguments: [String]) async throws {
    try await OwnThread.run {
      let command = try Command.run(Self.program, arguments)
      #expect(command.status == 64)
      #expect(command.errors.hasPrefix("Error: "))
      #expect(command.output.isEmpty)
    }
  }

  @Test func `a fault is read with its model and its moment`() throws {
    #expect(try FaultRule(argument: "prose=0.03").share == 0.03)
    #expect(try FaultRule(argument: "slow:5=first:7").times == 7)
    #expect(try FaultRule(argument: "slow:5=first:7").fault == .slow(milliseconds: 5))
    #expect(try FaultRule(argument: "empty=300-309").requests == 300...309)
    let rule = try FaultRule(argument: "empty@a/b:free=1")
    #expect(rule.model == "a/b:free")
    #expect(rule.share == 1)
    #expect(try FaultRule(argument: "empty@a/b").model == "a/b")
  }

  @Test func `options become settings`() throws {
    let settings = try SimulatorOptions.parse([
      "--port", "8080", "--latency-ms", "40-90", "--rate", "20", "--burst", "5",
      "--retry-after", "5", "--balance", "1.00", "--fault", "prose=0.03", "--fault", "empty=0.02",
      "--seed", "7", "--key", "sk-or-a", "--crlf", "--honour-max-tokens",
      "--tokens-per-minute", "240000", "--token-depth", "40000",
    ]).settings()
    #expect(settings.port == 8080)
    #expect(settings.latency == .range(40...90))
    #expect(settings.rateLimit == RateLimit(rate: 20, burst: 5, hint: .retryAfter, seconds: 5))
    #expect(
      settings.tokenLimit
        == TokenLimit(perMinute: 240_000, depth: 40_000, hint: .retryAfter, seconds: 5))
    #expect(settings.balance == Picodollars(usd: 1))
    #expect(settings.faults.map(\.fault) == [.prose, .empty])
    #expect(settings.seed == 7)
    #expect(settings.validKeys == ["sk-or-a"])
    #expect(settings.streamsCRLF && settings.honoursMaxTokens)
  }
}
