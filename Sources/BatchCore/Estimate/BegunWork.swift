/// An open task of a long article of which sections are answered.
package struct BegunWork: Sendable, Equatable {
  /// The article's number, in input order.
  package var article: Int64
  package var revision: Int
  /// A reviewer's, on the result that was sent back.
  package var note: String?
  package var place: WorkSample.Place
  /// In order, without their outputs.
  package var finished: [FinishedSection]

  package init(
    article: Int64, revision: Int, note: String?, place: WorkSample.Place,
    finished: [FinishedSection]
  ) {
    self.article = article
    self.revision = revision
    self.note = note
    self.place = place
    self.finished = finished
  }
}
