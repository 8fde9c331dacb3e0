import ArgumentParser
import Foundation
import Glibc

@main
struct BatchBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch-benchmark",
    abstract: "Figures of batch against a simulated provider: how well it keeps to limits.",
    discussion: """
      Each row runs the shipped engine, store and transport in this process, in a temporary folder, \
      over a socket to a simulator on loopback. What is counted is what the simulator saw. Build it \
      with optimisation, and leave the machine alone meanwhile:

        swift run -c release batch-benchmark
        swift run -c release batch-benchmark --only bucket --seconds 60

      Exit status: 0 every figure reached; 1 one was missed; 64 usage.
      """)

  @Option(help: ArgumentHelp("Only this row; may be given again.", valueName: "name"))
  var only: [String] = []
  @Option(help: ArgumentHelp("How long a row works (default: its own).", valueName: "n"))
  var seconds: Double?
  @Flag(help: "One JSON document on standard output.") var json = false
  @Flag(help: "Name the rows and how each is measured.") var list = false

  private struct Result: Encodable {
    var row: String
    var figures: [Figure]
  }

  func validate() throws {
    let names = Row.all.map(\.name)
    for name in only where !names.contains(name) {
      throw ValidationError("There is no row \(name). Rows: \(names.joined(separator: ", ")).")
    }
    guard seconds ?? 1 > 0 else { throw ValidationError("--seconds takes more than 0.") }
  }

  func run() throws {
    // A provider that closes a connection must not end the program.
    signal(SIGPIPE, SIG_IGN)
    let rows = Row.all.filter { only.isEmpty || only.contains($0.name) }
    if list {
      for row in rows { print("\(row.name)  (\(Int(row.seconds)) s)\n  \(row.method)") }
      return
    }
    var results: [Result] = []
    for row in rows {
      let figures = try row.measure(seconds ?? row.seconds)
      results.append(Result(row: row.name, figures: figures))
      guard !json else { continue }
      print("\(row.name): " + figures.map(\.text).joined(separator: ", "))
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
}
