import ArgumentParser
import BatchCore
import Foundation

/// `batch cancel`.
struct Cancel: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take work out of the queue: some articles of a role, or all that is left of it.",
    discussion: """
      Finished work stays. A request in flight ends first: an answer that can be used is kept, \
      and nothing more is asked for its article.

        batch cancel --role rewrite blog/hello blog/world
        batch cancel --role deep                     all that is left to do
        batch retry --role deep --cancelled          puts it back

      Exit status: 0; 66 no database, article or role of that name; 74 disk; 75 busy, try again \
      later.
      """)

  @Argument(help: "Article ids; none: all that is left to do.") var articles: [String] = []
  @Option(help: "Whose work.") var role: String
  @OptionGroup var queue: QueueOptions
  @OptionGroup var look: LookOptions
  @Flag(help: "One JSON document on standard output.") var json = false

  func run() throws {
    try reporting {
      try KnownRoles(of: QueueFile.reader(queue)).check(role)
      let steering = Steering(path: queue.path, purpose: .cancel)
      let selection = CancelSelection(role: role, articles: articles)
      var sum = CancelledTasks(count: 0, inFlight: 0)
      repeat {
        guard case .cancelled(let tasks) = try steering.carryOut(.cancel(selection)).report
        else { return .internalFault }
        sum.count += tasks.count
        // Each part counts them anew.
        sum.inFlight = tasks.inFlight
        sum.isPartial = tasks.isPartial
      } while sum.isPartial
      if json {
        try Terminal.emit(json: ["cancelled": sum.count, "inFlight": sum.inFlight])
      } else {
        Terminal.talk(printable(sentence(sum)))
      }
      return .done
    }
  }

  private func sentence(_ sum: CancelledTasks) -> String {
    if sum.count + sum.inFlight == 0 {
      return "Nothing is left to do there; nothing was cancelled."
    }
    let flight = sum.inFlight == 0 ? "" : " In flight, to end first: \(sum.inFlight)."
    return "Cancelled: \(Wording.counted(sum.count, "task")).\(flight) Put back with: "
      + NextSteps(database: queue.path).retryCancelled(role)
  }
}
