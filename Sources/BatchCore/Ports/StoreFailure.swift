/// Why the store could not do what it was asked.
package enum StoreFailure: Error, Sendable, Equatable, Codable {
  /// There is no file at the path.
  case missing(path: String)
  /// The file is not a queue of ours.
  case notOurs(path: String)
  /// The file was made by a newer version.
  case newer(path: String, version: Int)
  /// The file or its folder cannot be created.
  case cannotCreate(path: String, reason: String)
  /// Another process writes the queue; `isRun` if it is a run.
  case busy(path: String, holder: String, isRun: Bool)
  /// The disk is full.
  case full(path: String)
  /// Reading or writing failed.
  case inputOutput(path: String, reason: String)
  /// The file is on a file system that cannot hold it.
  case unsuitable(path: String, reason: String)
  /// The file is damaged.
  case corrupt(path: String, reason: String)
  /// No article has this id.
  case unknownArticle(id: String, nearest: [String])
  /// What a reviewer wanted cannot be done to the result of this article.
  case refusedReview(ReviewRefusal, article: String)
}
