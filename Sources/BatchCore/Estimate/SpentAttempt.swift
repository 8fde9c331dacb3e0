/// What an attempt that ended has used, of an article whose text is the same still.
package struct SpentAttempt: Sendable, Equatable {
  /// The article's number, in input order.
  package var article: Int64
  package var model: String
  /// The part of a long article's work, from 0; nil: it asked about the whole.
  package var section: Int?
  /// Its answer was taken.
  package var isDone: Bool
  /// `Job.digest`.
  package var job: String
  /// nil: not told.
  package var promptTokens: Int?
  package var completionTokens: Int?
  package var cost: Money?
  package var milliseconds: Int64
  /// It was in a batch: it took as long as that, at half the price.
  package var isInBatch: Bool

  package init(
    article: Int64, model: String, section: Int? = nil, isDone: Bool, job: String,
    promptTokens: Int?, completionTokens: Int?, cost: Money?, milliseconds: Int64 = 0,
    isInBatch: Bool = false
  ) {
    self.article = article
    self.model = model
    self.section = section
    self.isDone = isDone
    self.job = job
    self.promptTokens = promptTokens
    self.completionTokens = completionTokens
    self.cost = cost
    self.milliseconds = milliseconds
    self.isInBatch = isInBatch
  }

  /// What the same would have cost outside of a batch.
  var wholeCost: Money? {
    cost.map { isInBatch ? Money(picodollars: $0.picodollars &* 2) : $0 }
  }
}
