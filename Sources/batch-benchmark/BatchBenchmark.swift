import ArgumentParser
import Foundation
import Glibc

@main
struct BatchBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch-benchmark",
    abstract: "Figures of batch: how fast it is, what it takes, how well it keeps to limits.",
    discussion: """
      The rows of speed and memory drive the built batch that lies beside this program, as its user \
      would, against a server that is not the bottleneck, and put beside each figure what the machine \
      allows, measured in the same rounds: bare libcurl, wrk, sqlite3 .import, a plain write and \
      sync. They need nginx, wrk and sqlite3; a row that misses one is skipped and says so. Shares \
      are medians of the rounds' shares: on a machine that others use, look at those.

      The rows of pacing run the shipped engine, store and transport in this process, over a socket \
      to a simulator on loopback; what is counted is what the simulator saw.

      Build it with optimisation, and leave the machine alone meanwhile; --list names the rows and \
      the method of each:

        swift build -c release --static-swift-stdlib
        .build/release/batch-benchmark
        .build/release/batch-benchmark --only drain --rounds 5
        .build/release/batch-benchmark --only million --share 0.1

      Exit status: 0 every figure reached; 1 one was missed; 64 usage.
      """)

  @Option(help: ArgumentHelp("Only this row; may be given again.", valueName: "name"))
  var only: [String] = []
  @Option(help: ArgumentHelp("How long a row works (default: its own).", valueName: "n"))
  var seconds: Double?
  @Option(help: ArgumentHelp("How often a row of speed is measured.", valueName: "n"))
  var rounds = 3
  @Option(help: ArgumentHelp("Of a row of speed's articles, up to 1.", valueName: "x"))
  var share = 1.0
  @Flag(help: "One JSON document on standard output.") var json = false
  @Flag(help: "Name the rows and how each is measured.") var list = false

  fileprivate struct Result: Encodable {
    var row: String
    var figures: [Figure] = []
    /// Why it was not measured.
    var skipped: String?
  }

  func validate() throws {
    let names = Row.all.map(\.name)
    for name in only where !names.contains(name) {
      throw ValidationError("There is no row \(name). Rows: \(names.joined(separator: ", ")).")
    }
    guard seconds ?? 1 > 0 else { throw ValidationError("--seconds takes more than 0.") }
    guard (1...99).contains(rounds) else { throw ValidationError("--rounds takes 1 to 99.") }
    guard share > 0, share <= 1 else {
      throw ValidationError("--share takes more than 0, up to 1.")
    }
  }

  func run() throws {
    // A provider that closes a connection must not end the program.
    signal(SIGPIPE, SIG_IGN)
    let rows = Row.all.filter { only.isEmpty || only.contains($0.name) }
    if list {
      for row in rows { print("\(row.name)\n  \(row.method)") }
      return
    }
    var results: [Result] = []
    for row in rows {
      let result = try measured(row)
      results.append(result)
      guard !json else { continue }
      print(result.text)
      fflush(nil)
    }
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      print(String(decoding: try encoder.encode(results), as: UTF8.self))
    }
    let isReached = results.allSatisfy { $0.figures.allSatisfy(\.isReached) }
    if !isReached { throw ExitCode(1) }
  }

  private func measured(_ row: Row) throws -> Result {
    do {
      let effort = Effort(seconds: seconds ?? row.seconds, rounds: rounds, share: share)
      return Result(row: row.name, figures: try row.measure(effort))
    } catch let skipped as Skipped {
      return Result(row: row.name, skipped: skipped.reason)
    }
  }
}

extension BatchBenchmark.Result {
  /// The row as lines of a table.
  var text: String {
    if let skipped { return "\(row)\n  skipped: \(skipped)" }
    return ([row] + figures.map { "  \($0.text)" }).joined(separator: "\n")
  }
}
