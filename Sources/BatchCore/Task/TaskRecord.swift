/// One article under one role: everything about a task but its texts.
package struct TaskRecord: Sendable, Equatable {
  package var id: TaskID
  package var role: String
  /// The article's number, in input order.
  package var article: Int64
  package var state: TaskState
  /// Its place on the ladder, from 0.
  package var rung: Int
  /// The model of that rung when the task came to it; nil on the first rung of a task never
  /// escalated.
  package var model: String?
  /// Attempts that counted on this rung.
  package var tries: Int
  /// Throttled attempts in a row, for the distance it is sent behind the others.
  package var throttles: Int
  /// What its next request has to do differently.
  package var adjustment: Adjustment
  /// The lost attempt whose bytes are to be sent again.
  package var resend: ClaimNumber?
  /// The user took it out while it was claimed: an answer that can be used is kept, and nothing
  /// more is asked.
  package var isCancelling: Bool

  package init(
    id: TaskID, role: String, article: Int64, state: TaskState, rung: Int = 0,
    model: String? = nil, tries: Int = 0, throttles: Int = 0,
    adjustment: Adjustment = Adjustment(), resend: ClaimNumber? = nil,
    isCancelling: Bool = false
  ) {
    self.id = id
    self.role = role
    self.article = article
    self.state = state
    self.rung = rung
    self.model = model
    self.tries = tries
    self.throttles = throttles
    self.adjustment = adjustment
    self.resend = resend
    self.isCancelling = isCancelling
  }
}
