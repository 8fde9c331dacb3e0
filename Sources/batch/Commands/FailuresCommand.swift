import ArgumentParser
import BatchCore
import Foundation

/// `batch failures`.
struct Failures: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what failed or waits, by cause: ids, the remedy, the way back.",
    discussion: """
        batch failures
        batch failures --role rewrite --json

      Only looks; a run may be at work meanwhile. All that happened to one article: batch show ID

      Exit status: 0; 65 not our database; 66 no database or role of that name; 74 disk.
      """)

  @Option(help: "Only this role's.") var role: String?
  @OptionGroup var queue: QueueOptions
  @OptionGroup var look: LookOptions
  @Flag(help: "One JSON document on standard output.") var json = false

  func run() throws {
    try reporting {
      let reader = try QueueFile.reader(queue)
      if let role { try KnownRoles(of: reader).check(role, changes: false) }
      let report = try FailuresReport(
        of: reader, role: role, database: queue.path, now: Timestamp(Date()))
      if json { try Terminal.emit(json: report) } else { try Terminal.emit(report.lines) }
      return .done
    }
  }
}
