import ArgumentParser
import BatchCore

/// `batch prune`.
struct Prune: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make room in the queue: take out the finished tasks' spent attempts.",
    discussion: """
      Of a task that is done, failed or cancelled stay its result, its newest attempt and every \
      attempt whose cost is unknown; of the others only their number, tokens and cost stay, so that \
      status, the bill and the export tell the same as before. Tasks that are still to do, articles \
      and results lose nothing. batch show no longer tells those attempts one by one.

        batch prune
        batch backup smaller.sqlite     a copy without the room that became free

      The queue uses the freed room again before its file grows. It works beside a run.

      Exit status: 0; 66 no database; 74 disk; 75 busy, try again later.
      """)

  @OptionGroup var queue: QueueOptions
  @OptionGroup var look: LookOptions
  @Flag(help: "One JSON document on standard output.") var json = false

  func run() throws {
    try reporting {
      _ = try QueueFile.reader(queue)
      let steering = Steering(path: queue.path, purpose: .prune)
      var selection = PruneSelection()
      var count = 0
      repeat {
        guard case .pruned(let part) = try steering.carryOut(.prune(selection)).report else {
          return .internalFault
        }
        count += part.count
        selection.after = part.next
      } while selection.after != nil
      if json {
        try Terminal.emit(json: ["pruned": count])
      } else if count == 0 {
        Terminal.talk("No finished task has attempts that nobody needs; nothing was pruned.")
      } else {
        Terminal.talk(
          "\(Wording.counted(count, "attempt")) pruned; their cost stays in the sums. The queue "
            + "uses their room again; a copy by batch backup is smaller.")
      }
      return .done
    }
  }
}
