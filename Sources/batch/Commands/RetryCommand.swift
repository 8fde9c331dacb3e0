import ArgumentParser
import BatchCore
import Foundation

/// `batch retry`.
struct Retry: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put failed or cancelled work back, to be tried from the first model on.",
    discussion: """
        batch retry --role rewrite                    all failed tasks of a role
        batch retry --role rewrite --kind moderated   those that failed for one reason
        batch retry blog/hello blog/world             those of these articles, in every role
        batch retry --role rewrite --model anthropic/claude-haiku-4.5
        batch retry --role rewrite --cancelled        those that were cancelled

      A run at work on their role takes them up at once.

      Exit status: 0; 64 the model is not on the role's ladder; 66 no database, article or role \
      of that name; 74 disk; 75 busy, try again later; 78 bad job file.
      """)

  @Argument(help: "Article ids.") var articles: [String] = []
  @Option(help: "Only tasks of this role.") var role: String?
  @Option(help: "Only tasks that failed for this reason, as status names it.") var kind: String?
  @Option(help: ArgumentHelp("Begin at this model of the role's ladder.", valueName: "id"))
  var model: String?
  @Flag(help: "Those that were cancelled instead of those that failed.") var cancelled = false
  @OptionGroup var queue: QueueOptions
  @OptionGroup var jobs: JobOptions
  @OptionGroup var look: LookOptions
  @Flag(help: "One JSON document on standard output.") var json = false

  func validate() throws {
    if articles.isEmpty, role == nil {
      throw ValidationError("Say which: article ids, or --role ROLE for all that failed.")
    }
    if model != nil, role == nil {
      throw ValidationError("Say whose ladder: --role ROLE, with --model.")
    }
    if cancelled, kind != nil {
      throw ValidationError("Take --cancelled or --kind, not both.")
    }
    if let kind, FailureKind(rawValue: kind) == nil {
      let words = FailureKind.allCases.map(\.rawValue)
      let near = nearest(kind, in: words).map { " Did you mean \($0)?" } ?? ""
      throw ValidationError("There is no kind of failure called \(printable(kind)).\(near)")
    }
  }

  func run() throws {
    try reporting {
      let roles = try KnownRoles(of: QueueFile.reader(queue))
      if let role { try roles.check(role) }
      var selection = RetrySelection(
        role: role, articles: articles, kind: kind.flatMap(FailureKind.init),
        isOfCancelled: cancelled, target: try target())
      let steering = Steering(path: queue.path, purpose: .retry)
      var count = 0
      var run: RunAtWork?
      repeat {
        let ending = try steering.carryOut(.retry(selection))
        guard case .retried(let tasks) = ending.report else { return .internalFault }
        count += tasks.count
        run = ending.atWork
        selection.after = tasks.next
      } while selection.after != nil
      if json {
        try Terminal.emit(json: ["retried": count])
      } else {
        Terminal.talk(printable(sentence(count, run: run)))
      }
      return .done
    }
  }

  /// Where the tasks go; nil: to the first rung.
  private func target() throws -> LadderPlace? {
    guard let model, let role else { return nil }
    let ladder = try JobShelf(jobs).job(for: role).ladder
    if let rung = ladder.firstIndex(of: model) { return LadderPlace(rung: rung, model: model) }
    let near = nearest(model, in: ladder).map { " Did you mean \($0)?" } ?? ""
    let next = NextSteps(database: queue.path)
    throw Complaint(
      printable(
        "\(model) is not on the ladder of \(role): \(ladder.joined(separator: ", ")).\(near) "
          + "Add it to the job's models, or: \(next.retry(role)), then \(next.run(role)) --model \(model)"
      ), .usage)
  }

  private func sentence(_ count: Int, run: RunAtWork?) -> String {
    if count == 0 {
      return "Nothing \(cancelled ? "was cancelled" : "failed") there; nothing was put back."
    }
    let put = "\(Wording.counted(count, "task")) put back."
    let next = role.map { " Go on: " + NextSteps(database: queue.path).run($0) } ?? ""
    guard let run else { return put + next }
    return "\(put) \(run.takesUp(count, of: role))"
  }
}
