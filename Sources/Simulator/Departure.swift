/// Tells the ledger how a reply ended; one that is dropped before its end was left by the client.
final class Departure: Sendable {
  private let close: @Sendable (LedgerRow.Ending) -> Void

  /// `close` may be called more than once; the first call counts.
  init(_ close: @escaping @Sendable (LedgerRow.Ending) -> Void) {
    self.close = close
  }

  func end(_ ending: LedgerRow.Ending) {
    close(ending)
  }

  deinit {
    close(.disconnected)
  }
}
