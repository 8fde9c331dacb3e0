/// Tells real progress of an answer's body from what only keeps a connection open (S36, S51).
///
/// Providers drip white space before a slow JSON answer and comments (`: OPENROUTER PROCESSING`)
/// between the events of a stream; a timer fed with those never ends. How the body is cut into
/// chunks changes nothing in what the watch knows after the same bytes.
package struct ProgressWatch: Sendable, Equatable {
  /// Bytes that carried something: of a stream the values of `data` lines and any line that is no
  /// field of an event, of any other body all from the first byte that is not white space.
  package private(set) var realBytes = 0
  private var reading: Reading

  private enum Reading: Equatable {
    case plain(hasBegun: Bool)
    case events(EventLineWatch)
  }

  package init(isEventStream: Bool) {
    reading = isEventStream ? .events(EventLineWatch()) : .plain(hasBegun: false)
  }

  /// True once a stream said `[DONE]`: whatever the connection does now, nothing is missing.
  package var isDone: Bool {
    if case .events(let lines) = reading { lines.isDone } else { false }
  }

  /// Reads the next chunk and says whether it held real progress.
  package mutating func take(_ chunk: some Collection<UInt8>) -> Bool {
    Array(chunk).withUnsafeBytes { take($0) }
  }

  /// The same, where the bytes are.
  package mutating func take(_ chunk: UnsafeRawBufferPointer) -> Bool {
    let before = realBytes
    switch reading {
    case .plain(hasBegun: true):
      realBytes += chunk.count
    case .plain(hasBegun: false):
      let real = chunk.drop(while: Self.isWhiteSpace).count
      realBytes += real
      if real > 0 { reading = .plain(hasBegun: true) }
    case .events(var lines):
      realBytes += lines.take(chunk)
      reading = .events(lines)
    }
    return realBytes > before
  }

  static func isWhiteSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
