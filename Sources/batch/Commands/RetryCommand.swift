import ArgumentParser
import BatchCore
import Foundation

/// `batch retry`.
struct Retry: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put failed work back, to be tried from the first model on.",
    discussion: """
        batch retry --role rewrite                    all failed tasks of a role
        batch retry --role rewrite --kind moderated   those that failed for one reason
        batch retry blog/hello blog/world             those of these articles, in every role

      Exit status: 0; 66 no database, article or role of that name; 74 disk; 75 a run is at work.
      """)

  @Argument(help: "Article ids.") var articles: [String] = []
  @Option(help: "Only tasks of this role.") var role: String?
  @Option(help: "Only tasks that failed for this reason, as status names it.") var kind: String?
  @OptionGroup var queue: QueueOptions
  @OptionGroup var look: LookOptions
  @Flag(help: "One JSON document on standard output.") var json = false

  func validate() throws {
    if articles.isEmpty, role == nil {
      throw ValidationError("Say which: article ids, or --role ROLE for all that failed.")
    }
    if let kind, FailureKind(rawValue: kind) == nil {
      let words = FailureKind.allCases.map(\.rawValue)
      let near = nearest(kind, in: words).map { " Did you mean \($0)?" } ?? ""
      throw ValidationError("There is no kind of failure called \(printable(kind)).\(near)")
    }
  }

  func run() throws {
    try reporting {
      let known = try QueueFile.reader(queue).figures(now: Timestamp(Date())).roles.map(\.role)
      if let role, !known.contains(role) {
        let near = nearest(role, in: known).map { " Did you mean \($0)?" } ?? ""
        throw Complaint(
          printable("The role \(role) was never run here; nothing was put back.\(near)"), .missing)
      }
      let store = try QueueFile.writer(queue, .retry)
      let selection = RetrySelection(
        role: role, articles: articles, kind: kind.flatMap(FailureKind.init))
      let count = try store.retry(selection, now: Timestamp(Date()))
      try store.close()
      if json {
        try Terminal.emit(json: ["retried": count])
      } else {
        Terminal.talk(printable(sentence(count)))
      }
      return .done
    }
  }

  private func sentence(_ count: Int) -> String {
    if count == 0 { return "Nothing failed there; nothing was put back." }
    let next = role.map { " Go on: " + NextSteps(database: queue.path).run($0) } ?? ""
    return "\(Wording.counted(count, "task")) put back.\(next)"
  }
}
