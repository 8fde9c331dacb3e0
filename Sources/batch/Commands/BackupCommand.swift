import ArgumentParser
import BatchCore

/// `batch backup`.
struct Backup: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copy the queue, consistent, into a new file; a run may be at work.",
    discussion: """
        batch backup batch-monday.sqlite

      Exit status: 0; 66 no database; 73 the file exists or cannot be created; 74 disk.
      """)

  @Argument(help: "The new file; an existing one is never overwritten.") var file: String
  @OptionGroup var queue: QueueOptions
  @OptionGroup var look: LookOptions

  func run() throws {
    try reporting {
      try QueueFile.reader(queue).backup(to: file)
      Terminal.talk("\(printable(queue.path)) copied to \(printable(file)).")
      return .done
    }
  }
}
