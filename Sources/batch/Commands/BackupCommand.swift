import ArgumentParser
import BatchCore
import Glibc

/// `batch backup`.
struct Backup: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copy the queue, consistent, into a new file; a run may be at work.",
    discussion: """
        batch backup batch-monday.sqlite

      Killed, it leaves its part as batch-monday.sqlite.part-N, which can be deleted.

      Exit status: 0; 66 no database; 73 the file exists or cannot be created; 74 disk; \
      130 interrupted.
      """)

  @Argument(help: "The new file; one that holds anything is never overwritten.") var file: String
  @OptionGroup var queue: QueueOptions
  @OptionGroup var look: LookOptions

  func run() throws {
    try reporting {
      let reader = try QueueFile.reader(queue)
      let stop = AbortFlag()
      let signals = Signals([SIGINT, SIGTERM]) {
        stop.raise()
        reader.interrupt()
      }
      defer { signals.cancel() }
      do throws(StoreFailure) {
        try reader.backup(to: file)
      } catch {
        guard stop.isRaised else { throw error }
        throw Complaint("Interrupted: \(printable(file)) was not made.", .interrupted)
      }
      Terminal.talk("\(printable(queue.path)) copied to \(printable(file)).")
      return .done
    }
  }
}
