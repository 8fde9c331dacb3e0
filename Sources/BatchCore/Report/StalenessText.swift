/// What people are told of a result that is out of date, or of one that is made anew.
struct StalenessText {
  var history: ArticleHistory
  var next: NextSteps

  /// nil if the task has no result, or is done with one that is up to date.
  func sentence(of task: TaskHistory) -> String? {
    guard task.result != nil else { return nil }
    let cause = history.staleness(of: task).map(Self.cause)
    guard case .done = task.record.state else {
      return "The result below is kept until a new one is stored"
        + (cause.map { ": \($0)." } ?? ".")
    }
    return cause.map { "Out of date: \($0). It is made anew by: \(next.redo(task.record.role))" }
  }

  private static func cause(_ staleness: Staleness) -> String {
    switch staleness {
    case .promptChanged: "the job's prompt, schema, sections or parameters have changed since"
    case .articleChanged: "the article has changed since"
    }
  }
}
