import ArgumentParser
import BatchCore

/// `batch set`.
struct SetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Change a run while it works: how many requests it has in flight.",
    discussion: """
      More start at once. Fewer: what is in flight beyond that ends first, nothing is cut off. \
      The next run begins with its own --concurrency again.

        batch set --concurrency 20

      Exit status: 0; 64 not 1 to 200; 66 no database; 74 disk; 75 no run is at work, or it is \
      busy.
      """)

  @Option(help: ArgumentHelp("Requests in flight at most, 1 to 200.", valueName: "n"))
  var concurrency: Int
  @OptionGroup var queue: QueueOptions
  @OptionGroup var look: LookOptions
  @Flag(help: "One JSON document on standard output.") var json = false

  func validate() throws {
    guard (1...200).contains(concurrency) else {
      throw ValidationError("--concurrency takes 1 to 200.")
    }
  }

  func run() throws {
    try reporting {
      _ = try QueueFile.reader(queue)
      let ending = try Steering(path: queue.path, purpose: .settings)
        .carryOut(.concurrency(concurrency))
      guard case .concurrency(let was) = ending.report else { return .internalFault }
      if json {
        try Terminal.emit(json: ["concurrency": concurrency, "was": was])
      } else {
        Terminal.talk(
          "At most \(Wording.counted(concurrency, "request")) in flight from now on; it was \(was)."
        )
      }
      return .done
    }
  }
}
