/// Everything that can happen to a task.
package enum TaskEvent: Sendable, Equatable {
  /// A run takes it.
  case claimed(ClaimNumber)
  /// Its claim is settled, or its request could not be built.
  case decided(Decision)
  /// Its claim is settled, and no byte of its request has left.
  case unsent(Decision)
  /// The run that held it died.
  case lost
  /// The user puts a failed or cancelled task back, to the first rung unless another is named.
  case requeued(onto: LadderPlace?)
  /// Its article was replaced.
  case articleUpdated
  /// Its result was made with an earlier prompt, and the user wants it made anew.
  case stale
  /// Its kept result is of the prompt that is in force again, and of its text as it is.
  case reinstated
  /// A reviewer wants its result made anew, with this note, on the first rung unless another is
  /// named.
  case sentBack(note: String, onto: LadderPlace?)
  /// Its result, which was sent back, is kept after all.
  case kept
  /// The user takes it out; a claimed one when its claim ends, unless it is then done or failed.
  case cancelled
}

extension TaskRecord {
  /// The one function that makes every transition; stores only translate its result to columns.
  ///
  /// - Returns: nil if the event is not possible in the task's state: nothing is to be written.
  package func after(_ event: TaskEvent) -> TaskRecord? {
    var next = self
    switch (state, event) {
    case (.ready, .claimed(let number)):
      next.state = .claimed(number)
    case (.ready, .decided(let decision)), (.claimed, .decided(let decision)):
      next.apply(decision)
    case (.claimed, .unsent(let decision)):
      // What may have been sent before, and be in the provider's cache, is still an earlier claim.
      next.apply(decision)
      (next.resend, next.throttles) = (resend, throttles)
    case (.claimed(let number), .lost):
      next.state = .ready(.lost, notBefore: nil)
      next.resend = number
    case (.failed, .requeued(let place)), (.cancelled, .requeued(let place)):
      next.startOver(.requeued)
      // The response cache may hold the very answer that was not usable.
      next.adjustment.clearCache = true
      if let place { (next.rung, next.model) = (place.rung, place.model) }
    case (.claimed, .requeued) where isCancelling:
      next.isCancelling = false
    case (.ready, .articleUpdated), (.done, .articleUpdated), (.failed, .articleUpdated):
      next.startOver(.updated)
      next.adjustment = .none
    case (.done, .stale):
      next.startOver(.stale)
    case (.done, .sentBack(let note, let place)), (.failed, .sentBack(let note, let place)),
      (.cancelled, .sentBack(let note, let place)):
      next.startOver(.sentBack)
      // The response cache may hold the very answer that was sent back.
      next.adjustment = Adjustment(clearCache: true, note: note)
      if let place { (next.rung, next.model) = (place.rung, place.model) }
    case (.ready, .kept) where isSentBack, (.failed, .kept) where isSentBack,
      (.cancelled, .kept) where isSentBack:
      next.finish()
    case (.ready, .reinstated) where !isSentBack, (.failed, .reinstated) where !isSentBack,
      (.cancelled, .reinstated) where !isSentBack:
      next.finish()
    case (.ready, .cancelled):
      next.leave()
    case (.claimed, .cancelled) where !isCancelling:
      next.isCancelling = true
    case (.claimed, .claimed), (.claimed, .requeued), (.claimed, .articleUpdated),
      (.claimed, .cancelled), (.ready, .lost), (.ready, .requeued),
      (.ready, .unsent), (.done, .unsent), (.failed, .unsent), (.cancelled, .unsent),
      (.done, .claimed), (.done, .decided), (.done, .lost), (.done, .requeued), (.done, .cancelled),
      (.failed, .claimed), (.failed, .decided), (.failed, .lost), (.failed, .cancelled),
      (.cancelled, .claimed), (.cancelled, .decided), (.cancelled, .lost),
      (.cancelled, .articleUpdated), (.cancelled, .cancelled), (.ready, .stale),
      (.claimed, .stale), (.failed, .stale), (.cancelled, .stale), (.claimed, .reinstated),
      (.ready, .reinstated), (.done, .reinstated), (.failed, .reinstated),
      (.cancelled, .reinstated),
      (.ready, .sentBack), (.claimed, .sentBack), (.ready, .kept), (.claimed, .kept),
      (.done, .kept), (.failed, .kept), (.cancelled, .kept):
      return nil
    }
    if case .claimed = next.state { return next }
    if next.isCancelling, case .ready = next.state { next.leave() }
    next.isCancelling = false
    return next
  }

  /// Its result was sent back, and no new one is stored yet.
  package var isSentBack: Bool { adjustment.note != nil }

  private mutating func finish() {
    state = .done
    forgetRetries()
    adjustment = .none
  }

  private mutating func leave() {
    state = .cancelled
    resend = nil
  }

  private mutating func apply(_ decision: Decision) {
    switch decision {
    case .succeed:
      finish()
    case .proceed(_, _, let place, let moment):
      state = .ready(.section, notBefore: moment)
      tries = 0
      let (reasked, clearsCache) = (adjustment.reasked, adjustment.clearCache)
      forgetRetries()
      adjustment.reasked = reasked
      // Of a task that was put back the cache may hold the next answers, too, that were of no use.
      adjustment.clearCache = clearsCache
      guard let place else { return }
      (rung, model) = (place.rung, place.model)
    case .retry(_, let notBefore, let adjustment):
      state = .ready(.retry, notBefore: notBefore)
      tries += 1
      throttles = 0
      let note = self.adjustment.note
      self.adjustment = adjustment
      self.adjustment.note = note
      resend = nil
    case .escalate(let failure, let rung, let model):
      let wasDeclined = failure.kind == .declined || adjustment.wasDeclined == true
      state = .ready(.escalated, notBefore: nil)
      self.rung = rung
      self.model = model
      tries = 0
      forgetRetries()
      if wasDeclined { adjustment.wasDeclined = true }
    case .postpone(_, let reason, let notBefore):
      // The provider may have finished the answer: the same bytes find it in its cache.
      if reason == .interrupted, case .claimed(let number) = state { resend = number }
      state = .ready(reason, notBefore: notBefore)
      if reason == .throttled { throttles += 1 }
    case .pause:
      state = .ready(.paused, notBefore: nil)
      // Made smaller for a balance that is topped up by then.
      if adjustment.isShortened == true {
        (adjustment.maxTokens, adjustment.isShortened) = (nil, nil)
      }
    case .fail(let failure):
      state = .failed(failure)
      forgetRetries()
    }
  }

  private mutating func startOver(_ reason: ReadyReason) {
    state = .ready(reason, notBefore: nil)
    rung = 0
    model = nil
    tries = 0
    forgetRetries()
  }

  private mutating func forgetRetries() {
    throttles = 0
    adjustment = Adjustment(note: adjustment.note)
    resend = nil
  }
}
