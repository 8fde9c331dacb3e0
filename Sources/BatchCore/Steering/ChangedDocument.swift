/// What a change came to, for the page.
package struct ChangedDocument: Encodable, Sendable {
  package var ok = true
  /// Empty: it shows by itself.
  package var sentence: String
  /// There is more of it to do.
  package var next: TaskID?

  /// - Parameters:
  ///   - role: whose tasks were meant; nil: of any.
  ///   - run: that carried it out; nil: there was none.
  package init(_ report: ChangeReport, role: String? = nil, run: RunAtWork?) {
    sentence = Self.sentence(report, role, run)
    if case .retried(let tasks) = report { next = tasks.next }
  }

  private static func sentence(
    _ report: ChangeReport, _ role: String?, _ run: RunAtWork?
  ) -> String {
    switch report {
    case .paused:
      return "Paused." + (run != nil ? " Requests in flight end, and their answers are kept." : "")
    case .resumed(let ended, let probed):
      if ended.isEmpty, probed.isEmpty { return "Nothing is paused there." }
      guard probed.isEmpty else { return finding(probed.map(\.scope), run) }
      return "Resumed: \(ended.map(\.scope.inWords).joined(separator: ", "))."
        + (run != nil ? "" : " No run is at work; start one to go on.")
    case .retried(let tasks):
      if tasks.count == 0 { return "Nothing was put back." }
      return "\(Wording.counted(tasks.count, "task")) put back. "
        + (run?.takesUp(tasks.count, of: role)
          ?? "The next run takes \(tasks.count == 1 ? "it" : "them") up.")
    case .judged(let judged):
      switch judged.now?.verdict {
      case .accepted: return "Accepted."
      case .rejected: return "Rejected."
      case nil: return "The verdict is taken back."
      }
    case .sentBack:
      guard let run else { return "Sent back. The next run asks for it again." }
      guard let role, !run.works(role) else { return "Sent back." }
      return "Sent back. \(run.otherRoles) The next run of \(role) asks for it again."
    case .keptResult:
      return "Kept after all."
    case .enqueued, .cancelled, .pruned, .concurrency, .budget:
      return "Done."
    }
  }

  /// Who tries whether the reason of a pause is over.
  private static func finding(_ scopes: [Pause.Scope], _ run: RunAtWork?) -> String {
    guard let run else { return "The next run finds out with one request." }
    let isOfOthers = scopes.allSatisfy { scope in
      if case .role(let role) = scope { !run.works(role) } else { false }
    }
    return isOfOthers
      ? "\(run.otherRoles) The next run of the other role finds out with one request."
      : "One request finds out now."
  }
}
