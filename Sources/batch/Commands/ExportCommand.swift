import ArgumentParser
import BatchCore
import BatchEngine
import Foundation

/// `batch export`.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write finished work as JSON Lines, in input order.",
    discussion: """
      One line an article: id, role, status, output, model, attempts, costUSD, finishedAt, and \
      the input line's other fields under "article". A run may be at work meanwhile.

        batch export --role rewrite -o rewritten.jsonl
        batch export --role rewrite | jq -r .output.title
        batch export --role rewrite --status failed

      Exit status: 0; 66 no database, or the role was never run; 73 file cannot be created; 74 disk.
      """)

  @Option(help: "Whose work.") var role: String
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write, beside and then renamed (default: standard output).", valueName: "file"))
  var output: String?
  @Option(help: ArgumentHelp("Which tasks: done, failed or all.", valueName: "done|failed|all"))
  var status: ExportFilter = .done
  @OptionGroup var queue: QueueOptions

  func run() throws {
    Signals.ignoreDeaths()
    try reporting {
      let reader = try QueueFile.reader(queue)
      let known = try reader.figures(now: Timestamp(Date())).roles.map(\.role)
      guard known.contains(role) else { throw neverRun(known) }
      let exporter = Exporter(reader: reader, role: role, filter: status)
      do {
        guard let output else {
          _ = try exporter.export { try Terminal.emit($0) }
          return .done
        }
        let file = try Self.create(output)
        let count = try exporter.export { try file.append($0) }
        try file.finish()
        Terminal.talk("\(Wording.counted(count, "line")) written to \(printable(output)).")
      } catch let failure as OutputFile.Failure {
        throw Complaint(
          printable("\(failure.path) could not be written: \(failure.reason)."), .inputOutput)
      }
      return .done
    }
  }

  private static func create(_ path: String) throws -> OutputFile {
    do throws(OutputFile.Failure) {
      return try OutputFile(path: path)
    } catch {
      throw Complaint(
        printable("\(path) cannot be created: \(error.reason). Choose another file with -o."),
        .cannotCreate)
    }
  }

  private func neverRun(_ known: [String]) -> Complaint {
    let near = nearest(role, in: known).map { " Did you mean \($0)?" } ?? ""
    return Complaint(
      "The role \(printable(role)) was never run here.\(near) Start it: batch run --role \(printable(role))",
      .missing)
  }
}

extension ExportFilter: ExpressibleByArgument {}
