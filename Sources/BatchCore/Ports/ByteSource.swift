/// Where an input's bytes come from.
package protocol ByteSource: Sendable {
  /// The input as the user named it.
  var name: String { get }

  /// Sees whether it can be read, without reading it.
  func check() throws(SourceFailure)

  /// Reads from the beginning to the end.
  ///
  /// - Parameters:
  ///   - size: the longest chunk, in bytes.
  ///   - take: gets each chunk, valid during the call only; false ends the reading. It is called
  ///     with an empty chunk several times a second while nothing comes from a pipe.
  func read(chunk size: Int, _ take: (UnsafeRawBufferPointer) -> Bool) throws(SourceFailure)
}
