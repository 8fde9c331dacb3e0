/// How much goes into one batch: requests of one model, one way, one format and, as a schema is a
/// part of the job, one job; the provider asks for all of it.
package struct BatchChunk: Sendable {
  package enum Offer: Sendable, Equatable {
    case taken
    /// It belongs into another batch.
    case other
    /// No more goes in.
    case full
  }

  /// Requests in one batch: a crash before the provider's answer may cost as many.
  package static let rows = 500
  /// Bytes of their bodies.
  package static let bytes = 8 << 20

  private let rows: Int
  private let bytes: Int
  private var count = 0
  private var size = 0
  private var first: AttemptShape?

  package init(rows: Int = Self.rows, bytes: Int = Self.bytes) {
    self.rows = rows
    self.bytes = bytes
  }

  /// Takes a request in, if it goes with those that are in already; one alone may be of any size.
  package mutating func offer(_ shape: AttemptShape, bytes added: Int) -> Offer {
    // Of a long article's sections each one waits for the one before: that is no work for a day.
    guard shape.route == .chat, !shape.stream, shape.adjustment.section == nil else {
      return .other
    }
    if let first, (shape.model, shape.format, shape.job) != (first.model, first.format, first.job) {
      return .other
    }
    guard count < rows, count == 0 || size + added <= bytes else { return .full }
    first = first ?? shape
    count += 1
    size += added
    return .taken
  }
}
