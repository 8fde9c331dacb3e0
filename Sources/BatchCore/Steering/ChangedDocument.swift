/// What a change came to, for the page.
package struct ChangedDocument: Encodable, Sendable {
  package var ok = true
  /// Empty: it shows by itself.
  package var sentence: String
  /// There is more of it to do.
  package var next: TaskID?

  /// - Parameter isLive: a run carried it out.
  package init(_ report: ChangeReport, isLive: Bool) {
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
      return put
        + (isLive
          ? " The run takes them up, if it works that role." : " The next run takes them up.")
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
