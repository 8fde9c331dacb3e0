/// Where articles are put into the queue: the queue's own writer, or one that takes turns with
/// others.
package protocol ArticleIntake {
  /// Adds articles; see `EnqueueResult` for what becomes of each, in the same order.
  ///
  /// With `update` an article of the same id and other content is replaced, its revision raised and
  /// its tasks put back to ready (`.updated`, first rung, no tries); a claimed one is put back when
  /// its claim is settled or lost.
  func enqueue(_ articles: [Article], update: Bool) throws(StoreFailure) -> [EnqueueResult]

  /// There are no more: leaves the files in order for who comes next.
  func finish()
}

extension ArticleIntake {
  package func finish() {}
}
