import BatchCore

/// The rules of a task's life, written down from what the product promises and not from its code.
extension QueueModel {
  /// - Parameter model: that was asked; nil if nothing was sent.
  mutating func decide(_ decision: Decision, on id: TaskID, at moment: Timestamp, model: String?) {
    change(id, at: moment, model: model) { $0.follow(decision) }
  }

  /// Changes a task's record, and what follows from its old and its new state.
  mutating func change(
    _ id: TaskID, at moment: Timestamp, model: String? = nil, _ change: (inout TaskRecord) -> Void
  ) {
    let place = Int(id.number) - 1
    change(&tasks[place].record)
    let record = tasks[place].record
    tasks[place].failedModel = nil
    switch record.state {
    case .failed(let failure):
      tasks[place].failedModel = model
      roles[record.role]?.remedies[failure.kind] = failure.remedy
    case .ready(.escalated, _):
      tasks[place].isEscalated = true
    default:
      break
    }
  }

  mutating func countWork(_ finished: Int, role: String, at moment: Timestamp) {
    roles[role]?.minutes[moment.milliseconds / 60_000, default: 0] += finished
  }
}

extension TaskRecord {
  /// Retry and escalate count as a try, postpone and pause do not.
  mutating func follow(_ decision: Decision) {
    var claim: ClaimNumber?
    if case .claimed(let number) = state { claim = number }
    switch decision {
    case .succeed:
      state = .done
      clearRequest()
      adjustment = .none
    case .proceed(_, _, _, let moment):
      (state, tries) = (.ready(.section, notBefore: moment), 0)
      let clearsCache = adjustment.clearCache
      clearRequest()
      adjustment.clearCache = clearsCache
    case .retry(_, let notBefore, let next):
      state = .ready(.retry, notBefore: notBefore)
      tries += 1
      clearRequest()
      let note = adjustment.note
      adjustment = next
      adjustment.note = note
    case .escalate(let failure, let rung, let model):
      let wasDeclined = adjustment.wasDeclined == true || failure.kind == .declined
      state = .ready(.escalated, notBefore: nil)
      (self.rung, self.model, tries) = (rung, model, 0)
      clearRequest()
      adjustment.wasDeclined = wasDeclined ? true : nil
    case .postpone(_, let reason, let notBefore):
      state = .ready(reason, notBefore: notBefore)
      throttles += reason == .throttled ? 1 : 0
      // What was interrupted may be finished on the other side: it is sent again as it was.
      if reason == .interrupted, let claim { resend = claim }
    case .pause:
      state = .ready(.paused, notBefore: nil)
      if adjustment.isShortened == true {
        adjustment.maxTokens = nil
        adjustment.isShortened = nil
      }
    case .fail(let failure):
      state = .failed(failure)
      clearRequest()
    }
  }

  /// From its first rung, as if it were new.
  mutating func restart(_ reason: ReadyReason) {
    state = .ready(reason, notBefore: nil)
    (rung, model, tries) = (0, nil, 0)
    clearRequest()
    if reason == .updated { adjustment = .none }
  }

  /// A claim has ended: whoever was to be cancelled and is to be asked again leaves instead, and
  /// what was made of an old text counts for nothing.
  mutating func end(wasCancelling: Bool, isOutdated: Bool) {
    isCancelling = false
    if wasCancelling, case .ready = state { leave() }
    guard isOutdated, state != .cancelled else { return }
    restart(.updated)
    if wasCancelling { leave() }
  }

  mutating func leave() {
    state = .cancelled
    resend = nil
  }

  mutating func clearRequest() {
    throttles = 0
    // What a reviewer wants holds until there is another result.
    adjustment = Adjustment(note: adjustment.note)
    resend = nil
  }
}
