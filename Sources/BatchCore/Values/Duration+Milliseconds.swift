extension Duration {
  /// The span in whole milliseconds, rounded up, so that a wait never ends early.
  package var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    let (quotient, remainder) = attoseconds.quotientAndRemainder(dividingBy: 1_000_000_000_000_000)
    return seconds * 1000 + quotient + (remainder > 0 ? 1 : 0)
  }

  /// The span in seconds, for arithmetic with rates.
  package var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
