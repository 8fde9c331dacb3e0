/// What the page asks to be changed, as it says it.
package struct PageChange: Decodable {
  package enum Action: String, Decodable { case pause, resume, retry, judge, sendBack, undo }

  package var action: Action
  /// As the status document names it.
  package var scope: String?
  package var role: String?
  package var kind: FailureKind?
  package var articles: [String]?
  package var isCancelled: Bool?
  /// The rest of an earlier retry.
  package var after: TaskID?
  /// An article's.
  package var id: String?
  package var attempt: ClaimNumber?
  package var verdict: Verdict?
  package var note: String?
  package var model: String?

  /// The change; nil: something is missing.
  ///
  /// - Parameter database: as the user named it, for the remedy of a pause.
  package func change(database: String, now: Timestamp) -> QueueChange? {
    switch action {
    case .pause:
      return pausedScope.map { scope in
        .pause(.byUser(scope, since: now, next: NextSteps(database: database)))
      }
    case .resume:
      return pausedScope.map { .resume($0) }
    case .retry:
      guard role != nil || articles?.isEmpty == false else { return nil }
      return .retry(
        RetrySelection(
          role: role, articles: articles ?? [], kind: kind, isOfCancelled: isCancelled ?? false,
          after: after))
    case .judge:
      guard let role, let id, let attempt else { return nil }
      return .judge(
        Judging(role: role, article: id, attempt: attempt, verdict: verdict, note: note ?? ""))
    case .sendBack:
      guard let role, let id, let attempt else { return nil }
      return .sendBack(
        SendBack(role: role, article: id, attempt: attempt, model: model, note: note ?? ""))
    case .undo:
      guard let role, let id else { return nil }
      return .keepResult(Keeping(role: role, article: id))
    }
  }

  /// A note's, in characters as the page's own field counts them.
  package static let longestNote = 2_000

  /// Why it cannot be meant so; nil: nothing is wrong with it.
  ///
  /// - Parameter roles: those that were run on the queue, have a job or are paused.
  package func mistake(roles: [String]) -> PageMistake? {
    if let length = note?.utf16.count, length > Self.longestNote {
      return .note(length: length)
    }
    guard let role = meantRole, !roles.contains(role) else { return nil }
    return .role(role, nearest: nearest(role, in: roles))
  }

  /// Whose tasks or requests it is about; of a result the queue itself says whether there is one.
  private var meantRole: String? {
    switch action {
    case .pause, .resume: if case .role(let role) = pausedScope { role } else { nil }
    case .retry: role
    case .judge, .sendBack, .undo: nil
    }
  }

  private var pausedScope: Pause.Scope? { scope.flatMap(Pause.Scope.init(text:)) }
}
