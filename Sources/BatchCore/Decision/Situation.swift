/// What a decision is made from beside the outcome: the task, its attempt, its job, time and
/// chance.
package struct Situation: Sendable {
  package var task: TaskRecord
  /// What shaped the request that was answered.
  package var shape: AttemptShape
  /// The job's models.
  package var ladder: [String]
  /// Tries per rung, from `retry.attempts`.
  package var attempts: Int
  /// Those of them whose provider has every article looked at before the model sees it.
  package var moderated: Set<String>
  /// The longest answer that the model has room for here, in tokens; nil: not known.
  package var longestAnswer: Int?
  package var now: Timestamp
  /// From 0 up to 1, drawn anew for every decision.
  package var chance: Double

  package init(
    task: TaskRecord, shape: AttemptShape, ladder: [String], attempts: Int,
    moderated: Set<String> = [], longestAnswer: Int? = nil, now: Timestamp, chance: Double
  ) {
    self.task = task
    self.shape = shape
    self.ladder = ladder
    self.attempts = attempts
    self.moderated = moderated
    self.longestAnswer = longestAnswer
    self.now = now
    self.chance = chance
  }

  /// The next rung and its model; nil on the last one. A model that is no longer on the ladder
  /// stands before its first rung.
  package var nextRung: (rung: Int, model: String)? { nextRung { _ in true } }

  /// The next rung whose model does not have the article looked at first (S10).
  package var nextUnmoderatedRung: (rung: Int, model: String)? {
    nextRung { !moderated.contains($0) }
  }

  private func nextRung(
    where isFit: (String) -> Bool
  ) -> (rung: Int, model: String)? {
    let isInPlace = ladder.indices.contains(task.rung) && ladder[task.rung] == shape.model
    let rung = isInPlace ? task.rung : ladder.firstIndex(of: shape.model) ?? -1
    return ladder.enumerated().dropFirst(rung + 1).first { isFit($0.element) }
      .map { (rung: $0.offset, model: $0.element) }
  }

  /// Another try on this rung is left after the one that was just made.
  package var hasTryLeft: Bool { task.tries + 1 < attempts }

  /// What the attempt did differently, as the start of what the next one does.
  package var adjustment: Adjustment { shape.adjustment }
}
