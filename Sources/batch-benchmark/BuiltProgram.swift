import Foundation
import Glibc
import Simulator

/// The built `batch`, driven as its user drives it, on a queue in a folder of its own.
final class BuiltProgram {
  let scratch: Scratch
  private let program: String
  private var environment: [String: String]

  /// - Parameter baseURL: the provider's; nil for what asks none.
  init(baseURL: String? = nil) throws {
    scratch = try Scratch()
    program = try Self.path()
    environment = ["OPENROUTER_API_KEY": "sk-or-benchmark"]
    if let baseURL { environment["OPENROUTER_BASE_URL"] = baseURL }
    try FileManager.default.createDirectory(
      atPath: scratch.file("jobs"), withIntermediateDirectories: true)
    try scratch.write(
      SampleJob.file(request: "stream: false", attempts: 1), to: "jobs/rewrite.yaml")
  }

  /// The program beside this one.
  static func path() throws -> String {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let path = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("batch")
      .path
    guard access(path, X_OK) == 0 else {
      throw Skipped("batch is not built: swift build -c release --static-swift-stdlib")
    }
    return path
  }

  /// Starts it and does not wait.
  func start(_ arguments: String...) throws -> Child {
    try Child(program, arguments, in: scratch.path, environment: environment)
  }

  /// Runs it to its end, with a status of 0 or one of those allowed.
  @discardableResult
  func run(_ arguments: String..., allowing: Set<Int32> = []) throws -> Child.Usage {
    try run(arguments, allowing: allowing)
  }

  @discardableResult
  func run(_ arguments: [String], allowing: Set<Int32> = []) throws -> Child.Usage {
    try Child.run(
      program, arguments, in: scratch.path, environment: environment,
      allowing: allowing)
  }

  /// Queues articles.
  @discardableResult
  func enqueue(_ corpus: Corpus) throws -> Child.Usage {
    try corpus.write(lines: scratch.file("articles.jsonl"))
    defer { scratch.remove("articles.jsonl") }
    return try run("enqueue", "articles.jsonl")
  }

  /// Carries out so many tasks more.
  @discardableResult
  func work(_ count: Int, workers: Int = 5) throws -> Child.Usage {
    try run("run", "--role", "rewrite", "--limit", "\(count)", "--concurrency", "\(workers)")
  }
}
