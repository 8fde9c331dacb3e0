import ArgumentParser
import BatchCore
import Dispatch
import Foundation

/// `batch status`.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show counts, pace, time left, cost, pauses and failures by cause.",
    discussion: """
      Only looks: it may be used from any terminal while a run is at work, and after a crash.

        batch status            once
        batch status --watch    again every two seconds, until Ctrl-C
        batch status --json     one JSON document, version 1; with --watch one a line

      Exit status: 0; 65 not our database, or a newer one; 66 no database; 74 disk.
      """)

  @OptionGroup var queue: QueueOptions
  @OptionGroup var look: LookOptions
  @OptionGroup var jobs: JobOptions
  @Flag(help: "One JSON document on standard output.") var json = false
  @Flag(help: "Show it again every two seconds, until Ctrl-C.") var watch = false

  func run() throws {
    try reporting {
      let reader = try QueueFile.reader(queue)
      guard watch else {
        try show(reader)
        return .done
      }
      let stopped = DispatchSemaphore(value: 0)
      let signals = Signals([SIGINT, SIGTERM]) { stopped.signal() }
      defer { signals.cancel() }
      repeat {
        if !json, Terminal.showsToPerson { try Terminal.emit(Array("\u{1B}[H\u{1B}[2J".utf8)) }
        try show(reader)
      } while stopped.wait(timeout: .now() + 2) == .timedOut
      return .done
    }
  }

  private func show(_ reader: any QueueReader) throws {
    let now = Timestamp(Date())
    let report = try StatusReport(of: reader, database: queue.path, now: now)
    if json {
      try Terminal.emit(json: report, onOneLine: watch)
    } else {
      try Terminal.emit(
        StatusText(report: report, knownRoles: JobShelf(jobs).roles, now: now)
          .lines(Terminal.showStyle))
    }
  }
}
