/// Luck that is the same in every run: a number in 0..<1 for a seed and a request.
enum Dice {
  static func unit(seed: UInt64, number: Int, salt: UInt64) -> Double {
    // SplitMix64 (Steele, Lea, Flood 2014) of the three together.
    var state = seed &+ UInt64(bitPattern: Int64(number)) &* 0x9E37_79B9_7F4A_7C15
    state = mix(state ^ (salt &* 0xD1B5_4A32_D192_ED03))
    return Double(mix(state) >> 11) * 0x1p-53
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var state = value &+ 0x9E37_79B9_7F4A_7C15
    state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
    return state ^ (state >> 31)
  }
}
