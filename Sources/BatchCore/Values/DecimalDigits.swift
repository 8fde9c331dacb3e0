extension Array<UInt8> {
  /// Adds a number in decimal digits.
  mutating func append(decimal number: Int64) {
    if number < 0 { append(UInt8(ascii: "-")) }
    append(digits: number.magnitude, atLeast: 1)
  }

  /// Adds a number's decimal digits, zeros before them where there are too few.
  mutating func append(digits number: UInt64, atLeast width: Int) {
    var divisor: UInt64 = 1
    var left = width
    while left > 1 || number / divisor >= 10 {
      divisor *= 10
      left -= 1
    }
    while divisor > 0 {
      append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }
}
