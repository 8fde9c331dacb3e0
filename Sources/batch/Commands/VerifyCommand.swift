import ArgumentParser
import BatchCore

/// `batch verify`.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a queue or a backup: the file's integrity, the counters, every task's state.",
    discussion: """
        batch verify --database batch-monday.sqlite

      Exit status: 0 sound; 65 damaged, or not our database; 66 no database; 74 disk.
      """)

  @OptionGroup var queue: QueueOptions
  @OptionGroup var look: LookOptions
  @Flag(help: "One JSON document on standard output.") var json = false

  func run() throws {
    try reporting {
      let findings = try QueueFile.reader(queue).verify().map { printable($0) }
      if json {
        try Terminal.emit(json: ["findings": findings])
      } else if findings.isEmpty {
        Terminal.talk("\(printable(queue.path)) is sound.")
      } else {
        try Terminal.emit(findings)
        Terminal.complain(
          "\(printable(queue.path)) has \(Wording.counted(findings.count, "fault")). "
            + "Go back to a backup, or keep the file and write to us.")
      }
      return findings.isEmpty ? .done : .badInput
    }
  }
}
