/// A model that new tasks do not start with for a while, and why.
package struct MovedStart: Sendable, Equatable, Codable {
  package enum Reason: Sendable, Equatable, Codable {
    /// It answered a role's job too often without JSON, or without an image where the job is of
    /// images: so many of the last ones. The job is its digest, as another prompt may do better.
    case prose(
      role: String, job: String, unreadable: Int, counted: Int, isOfImages: Bool = false)
    /// It is not known, or nobody serves it (S14, S15), whatever the job.
    case absent(FailureKind)
  }

  package var model: String
  /// When it was found out, or last confirmed.
  package var since: Timestamp
  package var reason: Reason
  /// What the user can do about it.
  package var remedy: String

  package init(model: String, since: Timestamp, reason: Reason, remedy: String) {
    self.model = model
    self.since = since
    self.reason = reason
    self.remedy = remedy
  }

  package var isAbsence: Bool {
    if case .absent = reason { true } else { false }
  }

  /// For so long it holds; then the model is asked as before.
  private var span: Duration { isAbsence ? .seconds(600) : .seconds(3600) }

  package func isInForce(at now: Timestamp) -> Bool { since <= now && now - since < span }

  /// Whether a job's new tasks do not start with a model for it.
  package func passesOver(_ model: String, of job: Job) -> Bool {
    guard self.model == model else { return false }
    switch reason {
    case .absent: return true
    case .prose(let role, let digest, _, _, _): return role == job.role && digest == job.digest
    }
  }

  /// What is the matter with the model, to follow its name.
  package var matter: String {
    switch reason {
    case .prose(_, _, let unreadable, let counted, let isOfImages):
      "too often answers without \(isOfImages ? "an image" : "JSON") "
        + "(\(unreadable) of the last \(counted) answers)"
    case .absent(let kind): "is not there (\(Self.words(kind)))"
    }
  }

  /// How it is found out whether the model does well again.
  package var recovery: String {
    isAbsence
      ? "one request a minute finds out whether it is back" : "one in 20 tries it again"
  }

  /// What is done meanwhile.
  ///
  /// - Parameter next: the model instead; nil: whichever comes next.
  package func consequence(next: String?) -> String {
    let tasks =
      if case .prose(let role, _, _, _, _) = reason { "new \(role) tasks" } else { "new tasks" }
    return "\(tasks) start with \(next ?? "the next model"); \(recovery)"
  }

  private static func words(_ kind: FailureKind) -> String {
    kind == .unknownModel ? "OpenRouter knows no such model" : "no provider serves it"
  }
}
