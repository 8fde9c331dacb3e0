import Foundation
import Simulator
import TestSupport

/// The built `batch`, driven from outside in a folder of its own.
struct BatchProgram {
  /// How an invocation ended.
  struct Ending {
    var status: Int32
    var output: String
    var talk: String
  }

  let folder: TemporaryFolder
  /// Beside PATH, HOME and TMPDIR, nothing of the test's own environment is handed on.
  var environment: [String: String]

  /// - Parameter baseURL: of the simulator; nil: no provider and no key.
  init(baseURL: String? = nil) throws {
    folder = try TemporaryFolder()
    environment = [
      "PATH": "/usr/bin:/bin", "HOME": folder.path, "TMPDIR": folder.path, "TZ": "UTC",
    ]
    if let baseURL {
      environment["OPENROUTER_BASE_URL"] = baseURL
      environment["OPENROUTER_API_KEY"] = "sk-or-test"
    }
  }

  /// The program, beside the test bundle in the build folder.
  static let path: String = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
    let beside = bundle.bundleURL.deletingLastPathComponent().appendingPathComponent("batch")
    if FileManager.default.isExecutableFile(atPath: beside.path) { return beside.path }
    return Bundle.main.executableURL?.deletingLastPathComponent().appendingPathComponent("batch")
      .path ?? beside.path
  }()

  /// Starts it and does not wait.
  func start(_ arguments: String...) throws -> RunningProgram {
    try RunningProgram(Self.path, arguments, in: folder, environment)
  }

  /// Runs it to its end.
  @discardableResult
  func run(_ arguments: String..., input: String? = nil) throws -> Ending {
    try run(arguments, input: input)
  }

  @discardableResult
  func run(
    _ arguments: [String], input: String? = nil, environment more: [String: String] = [:]
  ) throws -> Ending {
    let environment = environment.merging(more) { $1 }
    return try RunningProgram(Self.path, arguments, in: folder, environment, input: input).wait()
  }

  /// Starts `batch run --role rewrite` and waits until it has sent this many requests.
  func startRun(
    _ arguments: String..., sending requests: Int, to provider: RunningSimulator
  ) throws -> RunningProgram {
    let run = try RunningProgram(
      Self.path, ["run", "--role", "rewrite"] + arguments, in: folder, environment)
    let isSent = RunningProgram.wait(atMost: 30) {
      provider.simulator.summary.requests >= requests || !run.isRunning
    }
    guard isSent, run.isRunning else { throw Unexpected("not at work: \(run.talk)") }
    return run
  }

  /// Runs a shell script in the program's folder; `$BATCH` is the program.
  func shell(_ script: String) throws -> Ending { try startShell(script).wait() }

  /// Starts a shell script; `exec` its last command, so that signals reach that.
  func startShell(_ script: String) throws -> RunningProgram {
    var environment = environment
    environment["BATCH"] = Self.path
    return try RunningProgram("/bin/sh", ["-c", script], in: folder, environment)
  }

  /// The names of all files in its folder.
  var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }

  /// The names of all files in a folder of it.
  func files(in name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.file(name))
  }

  /// `batch status --json`, decoded.
  func status() throws -> [String: Any] {
    let ending = try run("status", "--json")
    let document = try JSONSerialization.jsonObject(with: Data(ending.output.utf8))
    return document as? [String: Any] ?? [:]
  }

  /// The one role's entry of `batch status --json`.
  func role(_ name: String = "rewrite") throws -> [String: Any] {
    let roles = try status()["roles"] as? [[String: Any]] ?? []
    return roles.first { $0["role"] as? String == name } ?? [:]
  }

  /// Queues the sample articles 1 to `count`.
  func enqueueSamples(_ count: Int) throws {
    try folder.write(SampleArticles.lines(count), to: "articles.jsonl")
    let ending = try run("enqueue", "articles.jsonl")
    guard ending.status == 0 else { throw Unexpected(ending.talk) }
  }

  /// The export's lines, decoded, in order.
  func exported(_ arguments: String...) throws -> [[String: Any]] {
    let ending = try RunningProgram(
      Self.path, ["export", "--role", "rewrite"] + arguments, in: folder, environment
    ).wait()
    return try ending.output.split(separator: "\n").map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
    }
  }

  /// Where tasks stand, in one look.
  func counts(_ name: String = "rewrite") throws -> [String: Int] {
    let role = try role(name)
    return ["total", "ready", "claimed", "done", "failed", "attempts"].reduce(into: [:]) {
      $0[$1] = role[$1] as? Int
    }
  }

  struct Unexpected: Error {
    var talk: String

    init(_ talk: String) { self.talk = talk }
  }
}
