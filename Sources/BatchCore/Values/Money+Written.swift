extension Money {
  /// Adds the dollars as a JSON number, exact and with no needless digit: what `dollars` is written
  /// as, without a decimal's division, of which every line of an export would take one.
  package func write(onto bytes: inout [UInt8]) {
    let dollar: UInt64 = 1_000_000_000_000
    let amount = picodollars.magnitude
    if picodollars < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes.append(digits: amount / dollar, atLeast: 1)
    guard amount % dollar > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    bytes.append(digits: amount % dollar, atLeast: 12)
    while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
  }
}
