/// What a network does to one exchange.
package enum NetworkFault: String, Sendable, CaseIterable {
  /// Both ways take a while.
  case latency
  /// A reset before the request was read to its end.
  case resetInRequest
  /// A reset within the answer's head.
  case resetInHead
  /// A reset within its body.
  case resetInBody
  /// A reset right behind the whole answer.
  case resetAfterAnswer
  /// The request is taken, and nothing ever comes.
  case blackHole
  /// The answer stops in the middle, and the connection stays open.
  case stall
  /// The peer answers, and is gone without a trace when the next request comes.
  case vanish
  /// The peer answers, and closes without a word when the next request comes.
  case closeAtNext
  /// The peer closes right behind its answer, without having said so.
  case closeAfterAnswer
  /// The last bytes, which end the answer's framing, come late.
  case slowClose
  /// Every write in pieces of a few bytes.
  case tinyPieces
}

extension NetworkFault {
  /// A plan by its seed: this share of all exchanges, one fault as likely as the other.
  package static func plan(
    _ faults: [NetworkFault], share: Double, seed: UInt64
  ) -> FaultyProxy.Plan {
    { number in
      var mixed = (seed &+ UInt64(number)) &* 0x9E37_79B9_7F4A_7C15
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      mixed ^= mixed >> 31
      guard Double(mixed >> 11) / Double(1 << 53) < share, !faults.isEmpty else { return nil }
      return faults[Int(mixed % UInt64(faults.count))]
    }
  }
}
