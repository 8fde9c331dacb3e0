/// Why a result is out of date.
package enum Staleness: String, Sendable {
  /// Its job's prompt, schema, sections or parameters are others now.
  case promptChanged
  /// Its article has another text now.
  case articleChanged
}

extension ArticleHistory {
  /// nil if the task has no result, or one that is up to date.
  package func staleness(of task: TaskHistory) -> Staleness? {
    guard let result = task.result else { return nil }
    let attempt = task.attempts.first { $0.number == result.attempt }
    if let attempt, attempt.shape.revision != revision { return .articleChanged }
    if let newest = task.newestJob, newest != result.job { return .promptChanged }
    return nil
  }
}
