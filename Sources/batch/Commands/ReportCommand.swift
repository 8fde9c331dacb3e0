import ArgumentParser
import BatchCore
import BatchEngine
import Foundation
import Glibc

/// `batch report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write what was done as one page to send to someone: figures, plots, failures.",
    discussion: """
        batch report -o report.html
        batch report --role rewrite -o rewrite.html
        batch report --with-text -o report.html

      One HTML file that needs nothing beside it, loads nothing and runs no script; by day, by \
      night and on paper. It tells what was done, rate, throttling, cost and latency over time, \
      cost by model, failures with their remedies, and the slowest and dearest articles by id. \
      Titles and texts of articles are in it with --with-text only, and then of those alone.

      A run may be at work meanwhile. The file is written beside its name and renamed when it is \
      whole.

      Exit status: 0; 65 not our database; 66 no database or role of that name; 73 the file cannot \
      be created; 74 disk; 130 interrupted.
      """)

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write, beside and then renamed.", valueName: "path"))
  var output: String
  @Option(help: "Only this role's work.") var role: String?
  @Flag(help: "Titles and texts of the slowest and dearest articles too.") var withText = false
  @OptionGroup var queue: QueueOptions
  @OptionGroup var look: LookOptions

  private struct Interrupted: Error {}

  func validate() throws {
    if output.isEmpty { throw ValidationError("-o takes the name of a file.") }
  }

  func run() throws {
    Signals.ignoreDeaths()
    try reporting {
      let reader = try QueueFile.reader(queue)
      if let role { try KnownRoles(of: reader).check(role, changes: false) }
      do {
        let file = try created()
        try file.append(try page(reader))
        try file.finish()
      } catch let failure as OutputFile.Failure {
        throw Complaint(
          "\(printable(failure.path)) could not be written: \(failure.reason).", .inputOutput)
      } catch is Interrupted {
        throw Complaint(
          "Interrupted: \(printable(output)) was not written. The same command writes it anew.",
          .interrupted)
      }
      Terminal.talk("The report is in \(printable(output)).")
      return .done
    }
  }

  private func created() throws -> OutputFile {
    do throws(OutputFile.Failure) {
      return try OutputFile(path: output)
    } catch {
      throw Complaint(
        "\(printable(output)) cannot be created: \(error.reason). Choose another place with -o.",
        .cannotCreate)
    }
  }

  private func page(_ reader: any QueueReader) throws -> [UInt8] {
    let now = Timestamp(Date())
    let stop = AbortFlag()
    let signals = Signals([SIGINT, SIGTERM]) { stop.raise() }
    defer { signals.cancel() }
    // Whoever gets the report has no use for the folders of this machine.
    let name = URL(fileURLWithPath: queue.path).lastPathComponent
    let rows = WorkOverview.rows(of: try StatusReport(of: reader, database: name, now: now))
    let line = ProgressLine("Reading", total: rows, isShown: true)
    let overview = try WorkOverview(
      of: reader, role: role, withText: withText, database: name, now: now
    ) { count in
      if stop.isRaised { throw Interrupted() }
      line.show(count)
    }
    line.clear()
    return ReportPage(overview, now: now).bytes
  }
}
