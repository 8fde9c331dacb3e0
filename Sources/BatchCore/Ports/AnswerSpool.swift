/// Where answers go that the queue cannot take at exit, so that none is lost.
package protocol AnswerSpool: Sendable {
  /// Appends settlements, durable (fsync) when it returns; returns the path to name to the user.
  func keep(_ settlements: [Settlement]) throws(StoreFailure) -> String

  /// The settlements kept by an earlier run; empty if there are none.
  func kept() throws(StoreFailure) -> [Settlement]

  /// Forgets them: the queue has them now.
  ///
  /// - Parameter keepCopy: the queue refused some of them: the file is kept under another name.
  /// - Returns: the paths of files kept under another name, also those with lines that cannot be
  ///   read.
  func discard(keepCopy: Bool) throws(StoreFailure) -> [String]
}
