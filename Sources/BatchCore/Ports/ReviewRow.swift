/// A result beside its article, for whoever judges it; of the article's text as it is.
package struct ReviewRow: Sendable, Equatable {
  /// The article's number in input order: hand it back for the next page.
  package var number: Int64
  package var article: Article
  /// Not `done` where the result is kept while a new one is made.
  package var state: TaskState
  package var result: StoredResult
  package var judgement: Judgement?
  /// What the answer was to put right, where an earlier result was sent back for it.
  package var wasAsked: String?
  /// The note with which this result was sent back; nil: it was not.
  package var sentBack: String?

  package init(
    number: Int64, article: Article, state: TaskState, result: StoredResult,
    judgement: Judgement? = nil, wasAsked: String? = nil, sentBack: String? = nil
  ) {
    self.number = number
    self.article = article
    self.state = state
    self.result = result
    self.judgement = judgement
    self.wasAsked = wasAsked
    self.sentBack = sentBack
  }
}
