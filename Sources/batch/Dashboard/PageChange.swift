import BatchCore
import Foundation

/// What the page asks to be changed, as it says it.
struct PageChange: Decodable {
  enum Action: String, Decodable { case pause, resume, retry, judge, sendBack, undo }

  var action: Action
  /// As the status document names it.
  var scope: String?
  var role: String?
  var kind: FailureKind?
  var articles: [String]?
  var isCancelled: Bool?
  /// The rest of an earlier retry.
  var after: TaskID?
  /// An article's.
  var id: String?
  var attempt: ClaimNumber?
  var verdict: Verdict?
  var note: String?
  var model: String?

  /// The change; nil: something is missing.
  ///
  /// - Parameter database: as the user named it, for the remedy of a pause.
  func change(database: String, now: Timestamp) -> QueueChange? {
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

  private var pausedScope: Pause.Scope? { scope.flatMap(Pause.Scope.init(text:)) }
}

extension Pause.Scope {
  /// The scope of its text in the status document; nil: there is none like that.
  init?(text: String) {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count) {
    case ("queue", 1): self = .queue
    case ("free models", 1): self = .freeModels
    case ("role", 2): self = .role(parts[1])
    case ("model", 2): self = .model(parts[1])
    default: return nil
    }
  }
}

extension Pause {
  /// A pause that somebody at a terminal or the page begins.
  static func byUser(_ scope: Scope, since now: Timestamp, next: NextSteps) -> Pause {
    Pause(
      scope: scope, reason: .operator, since: now, message: "You paused \(scope.inWords).",
      remedy: "Go on with: \(next.resume(scope))")
  }
}

/// What a change came to, for the page.
struct ChangedDocument: Encodable {
  var ok = true
  /// Empty: it shows by itself.
  var sentence: String
  /// There is more of it to do.
  var next: TaskID?

  /// - Parameter isLive: a run carried it out.
  init(_ report: ChangeReport, isLive: Bool) {
    sentence = Self.sentence(report, isLive: isLive)
    if case .retried(let tasks) = report { next = tasks.next }
  }

  private static func sentence(_ report: ChangeReport, isLive: Bool) -> String {
    switch report {
    case .paused:
      return "Paused." + (isLive ? " Requests in flight end, and their answers are kept." : "")
    case .resumed(let ended, let probed):
      if ended.isEmpty, probed.isEmpty { return "Nothing is paused there." }
      guard probed.isEmpty else {
        return isLive ? "One request finds out now." : "The next run finds out with one request."
      }
      return "Resumed: \(ended.map(\.scope.inWords).joined(separator: ", "))."
        + (isLive ? "" : " No run is at work; start one to go on.")
    case .retried(let tasks):
      if tasks.count == 0 { return "Nothing was put back." }
      let put = "\(Wording.counted(tasks.count, "task")) put back."
      return put + (isLive ? " The run takes them up." : " The next run takes them up.")
    case .judged(let judged):
      switch judged.now?.verdict {
      case .accepted: return "Accepted."
      case .rejected: return "Rejected."
      case nil: return "The verdict is taken back."
      }
    case .sentBack:
      return "Sent back." + (isLive ? "" : " The next run asks for it again.")
    case .keptResult:
      return "Kept after all."
    case .enqueued, .cancelled, .pruned, .concurrency, .budget:
      return "Done."
    }
  }
}
