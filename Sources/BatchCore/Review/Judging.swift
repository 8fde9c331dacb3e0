/// A verdict on its way to the queue.
package struct Judging: Sendable, Equatable, Codable {
  package var role: String
  /// The article's id.
  package var article: String
  /// The attempt that the judged result came from: another result is not judged by it.
  package var attempt: ClaimNumber
  /// nil: the verdict is taken back.
  package var verdict: Verdict?
  package var note: String

  package init(
    role: String, article: String, attempt: ClaimNumber, verdict: Verdict?, note: String = ""
  ) {
    self.role = role
    self.article = article
    self.attempt = attempt
    self.verdict = verdict
    self.note = note
  }
}

/// A result that is to be made anew, as its reviewer wants it.
package struct SendBack: Sendable, Equatable, Codable {
  package var role: String
  /// The article's id.
  package var article: String
  /// The attempt that the result came from.
  package var attempt: ClaimNumber
  /// A model of the role's ladder, on whose rung it begins; nil: on the first one.
  package var model: String?
  /// What the next answer is to put right, told to the model; empty: only that it was sent
  /// back.
  package var note: String

  package init(
    role: String, article: String, attempt: ClaimNumber, model: String? = nil, note: String = ""
  ) {
    self.role = role
    self.article = article
    self.attempt = attempt
    self.model = model
    self.note = note
  }
}

/// A task whose result was sent back, and is to be kept after all.
package struct Keeping: Sendable, Equatable, Codable {
  package var role: String
  /// The article's id.
  package var article: String

  package init(role: String, article: String) {
    self.role = role
    self.article = article
  }
}

/// The judgement of a result before a change and after it.
package struct JudgedResult: Sendable, Equatable, Codable {
  package var was: Judgement?
  package var now: Judgement?

  package init(was: Judgement?, now: Judgement?) {
    self.was = was
    self.now = now
  }
}

/// Why a reviewer's change was not made.
package enum ReviewRefusal: String, Sendable, Equatable, Codable {
  /// The task has no result, or another one than the reviewer has seen.
  case otherResult
  /// It is ready or claimed already: its result is being made anew.
  case beingMade
  /// Its result was not sent back, or the new one is stored.
  case notSentBack
  /// A request for the new one is in flight.
  case beingAsked
}
