import ArgumentParser
import BatchCore
import Foundation

/// `batch status`.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show counts, pace, time left, cost, pauses and failures by cause.",
    discussion: """
      Only looks: it may be used from any terminal while a run is at work, and after a crash.

        batch status            once
        batch status --watch    a block that follows the work, until q or Ctrl-C
        batch status --json     one JSON document, version 1; with --watch one a line, each time
                                that something has changed

      A watch shows what a run shows in its own terminal. Without a terminal, with --plain or with \
      TERM=dumb it writes a line every 30 s and moves no cursor.

      Exit status: 0; 65 not our database, or a newer one; 66 no database; 74 disk.
      """)

  @OptionGroup var queue: QueueOptions
  @OptionGroup var look: LookOptions
  @OptionGroup var jobs: JobOptions
  @Flag(help: "One JSON document on standard output.") var json = false
  @Flag(help: "Follow the work, until q or Ctrl-C.") var watch = false
  @OptionGroup var plain: PlainOptions

  func run() throws {
    try reporting {
      let reader = try QueueFile.reader(queue)
      guard watch else {
        try show(reader)
        return .done
      }
      try StatusWatch(reader: reader, database: queue.path, isJSON: json).run()
      return .done
    }
  }

  private func show(_ reader: any QueueReader) throws {
    let now = Timestamp(Date())
    let report = try StatusReport(of: reader, database: queue.path, now: now)
    if json {
      try Terminal.emit(json: report)
    } else {
      try Terminal.emit(
        StatusText(report: report, knownRoles: JobShelf(jobs).roles, now: now)
          .lines(Terminal.showStyle))
    }
  }
}
