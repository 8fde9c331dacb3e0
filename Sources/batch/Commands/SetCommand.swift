import ArgumentParser
import BatchCore

/// `batch set`.
struct SetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Change requests in flight of a run at work, or what the queue may cost.",
    discussion: """
      Requests in flight: more start at once. Fewer: what is in flight beyond that ends first, \
      nothing is cut off. The next run begins with its own --concurrency again.

      --max-cost and --warn-balance are kept with the queue until changed, and take effect at once, \
      beside a run or without one. A larger --max-cost, or none, ends the pause that the smaller one \
      began.

        batch set --concurrency 20
        batch set --max-cost 50
        batch set --max-cost none

      Exit status: 0; 64 wrong amount or not 1 to 200; 66 no database; 74 disk; 75 no run is at \
      work, or it is busy.
      """)

  @Option(help: ArgumentHelp("Requests in flight at most, 1 to 200.", valueName: "n"))
  var concurrency: Int?
  @OptionGroup var budget: BudgetOptions
  @OptionGroup var queue: QueueOptions
  @OptionGroup var look: LookOptions
  @Flag(help: "One JSON document on standard output.") var json = false

  func validate() throws {
    guard (1...200).contains(concurrency ?? 1) else {
      throw ValidationError("--concurrency takes 1 to 200.")
    }
    guard concurrency != nil || !budget.change.isEmpty else {
      throw ValidationError(
        "Say what to set: --concurrency N, --max-cost USD or --warn-balance USD.")
    }
  }

  func run() throws {
    try reporting {
      _ = try QueueFile.reader(queue)
      let steering = Steering(path: queue.path, purpose: .settings)
      var document = Document()
      // First what a run is needed for: without one nothing is changed.
      if let concurrency {
        guard case .concurrency(let was) = try steering.carryOut(.concurrency(concurrency)).report
        else { return .internalFault }
        (document.concurrency, document.was) = (concurrency, was)
        say([
          "At most \(Wording.counted(concurrency, "request")) in flight from now on; it was \(was)."
        ])
      }
      if !budget.change.isEmpty {
        guard case .budget(let changed) = try steering.carryOut(.budget(budget.change)).report
        else { return .internalFault }
        document.budget = StatusReport.Budget(changed.now)
        say(BudgetText.lines(changed))
      }
      if json { try Terminal.emit(json: document) }
      return .done
    }
  }

  private func say(_ lines: [String]) {
    guard !json else { return }
    for line in lines { Terminal.talk(line) }
  }

  /// What was set; the rest is left out.
  private struct Document: Encodable {
    var concurrency: Int?
    var was: Int?
    var budget: StatusReport.Budget?
  }
}
