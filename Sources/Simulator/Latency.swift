/// How long the simulator thinks before the first byte of an answer.
package enum Latency: Sendable, Hashable {
  /// Always this many milliseconds.
  case fixed(Int)
  /// Evenly spread over these milliseconds, by the seed and the request's number.
  case range(ClosedRange<Int>)

  /// The milliseconds for one request.
  func milliseconds(seed: UInt64, number: Int) -> Int {
    switch self {
    case .fixed(let milliseconds): return milliseconds
    case .range(let range):
      let draw = Dice.unit(seed: seed, number: number, salt: 0x6C61_7465)
      return range.lowerBound + Int(draw * Double(range.upperBound - range.lowerBound + 1))
    }
  }
}
