import Synchronization

/// Numbers that spread waits, from SplitMix64; seeded by the system once, which is asked no more.
final class Jitter: Sendable {
  private let state = Atomic(UInt64.random(in: .min ... .max))

  /// From 0 up to 1.
  func next() -> Double {
    var bits = state.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((bits ^ (bits >> 31)) >> 11) * 0x1p-53
  }
}
