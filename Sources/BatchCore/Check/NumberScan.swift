/// Finds the numbers of a text, in the digits of any script.
struct NumberScan {
  struct Number: Equatable {
    /// With ASCII digits, without signs between thousands, with a point before its fraction, which
    /// ends in no zero.
    var value: String
    /// What `.5` is, where its point is no sentence's.
    var fraction: String?
    /// What `3.500` is in a text whose fractions follow a point; nil: it can be read in one way
    /// only.
    var asFraction: Fraction?
    /// Its digits between signs, in ASCII.
    var groups: [String]
    /// As it stands there.
    var written: String
    /// One plain space, and nothing else, parts it from the number before.
    var isBeside: Bool
  }

  /// A number read with its one sign as the one before a fraction.
  struct Fraction: Equatable {
    var mark: DecimalMark
    var value: String
  }

  private(set) var numbers: [Number] = []
  private var groups: [String] = []
  private var signs: [UnicodeScalar] = []
  /// The last group's digits.
  private var digits = ""
  private var written = ""
  /// A sign that is part of the number if a digit follows.
  private var pending: UnicodeScalar?
  /// What stands last between the number before and this one, and before that.
  private var gap: (last: UnicodeScalar?, before: UnicodeScalar?)

  static func numbers(in bytes: [UInt8]) -> [Number] {
    var scan = NumberScan()
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars { scan.visit(scalar) }
    scan.finish()
    return scan.numbers
  }

  private mutating func visit(_ scalar: UnicodeScalar) {
    if let digit = Self.digit(scalar) {
      if let sign = pending {
        groups.append(digits)
        signs.append(sign)
        digits = ""
        written.unicodeScalars.append(sign)
        pending = nil
      }
      digits.append(digit)
      written.unicodeScalars.append(scalar)
    } else if digits.isEmpty {
      gap = (scalar, gap.last)
    } else if pending == nil, Self.isSign(scalar) {
      pending = scalar
    } else {
      let sign = pending
      finish()
      gap = (scalar, sign)
    }
  }

  private mutating func finish() {
    if !digits.isEmpty {
      groups.append(digits)
      numbers.append(
        Number(
          value: value, fraction: fraction, asFraction: asFraction, groups: groups,
          written: written,
          isBeside: gap == (" ", nil) && !numbers.isEmpty))
    }
    (groups, signs, digits, written, pending) = ([], [], "", "", nil)
  }

  private var value: String {
    let heads = groups.dropFirst()
    let areThousands =
      heads.allSatisfy { $0.count == 3 } && (groups.first?.count ?? 0) <= 3
      && groups.first != "0" && Set(signs).count <= 1
    if areThousands { return Self.withoutZeros(groups.joined()) }
    if let last = groups.last, signs.count > 1, signs.last != signs.first,
      Set(signs.dropLast()).count == 1
    {
      return Self.withoutZeros(groups.dropLast().joined()) + fractionPart(last)
    }
    if groups.count == 2 { return groups[0] + fractionPart(groups[1]) }
    return groups.count == 1 ? Self.withoutZeros(digits) : groups.joined(separator: ".")
  }

  /// Behind a sign that may stand before a fraction, without the zeros that change nothing.
  private func fractionPart(_ digits: String) -> String {
    guard let sign = signs.last, Self.isPoint(sign) else { return "." + digits }
    return Self.pointed(digits)
  }

  private static func pointed(_ digits: String) -> String {
    guard let last = digits.lastIndex(where: { $0 != "0" }) else { return "" }
    return "." + digits[...last]
  }

  /// Three digits behind one sign are thousands, or a fraction.
  private var asFraction: Fraction? {
    guard groups.count == 2, groups[1].count == 3, groups[0].count <= 3, groups[0] != "0",
      let mark = signs.first.flatMap(DecimalMark.init)
    else { return nil }
    return Fraction(mark: mark, value: groups[0] + Self.pointed(groups[1]))
  }

  private var fraction: String? {
    guard groups.count == 1, gap.last == ".", !(gap.before.map(Self.isWordEnd) ?? false) else {
      return nil
    }
    return "0" + Self.pointed(digits)
  }

  /// What a sentence may end with.
  private static func isWordEnd(_ scalar: UnicodeScalar) -> Bool {
    scalar == "." || scalar == ")" || scalar.properties.isAlphabetic
  }

  private static func withoutZeros(_ digits: String) -> String {
    let rest = digits.drop { $0 == "0" }
    return rest.isEmpty ? "0" : String(rest)
  }

  private static func isSign(_ scalar: UnicodeScalar) -> Bool {
    switch scalar.value {
    // Point, comma, apostrophes, and the spaces that stand between thousands.
    case 0x2E, 0x2C, 0x27, 0x2019, 0xA0, 0x202F, 0x2009, 0x66B, 0x66C: true
    default: false
    }
  }

  private static func isPoint(_ scalar: UnicodeScalar) -> Bool {
    scalar == "." || scalar == "," || scalar.value == 0x66B
  }

  private static func digit(_ scalar: UnicodeScalar) -> Character? {
    let zero: UInt32 =
      switch scalar.value {
      case 0x30...0x39: 0x30
      case 0x660...0x669: 0x660
      case 0x6F0...0x6F9: 0x6F0
      case 0x966...0x96F: 0x966
      case 0x9E6...0x9EF: 0x9E6
      case 0xE50...0xE59: 0xE50
      case 0xFF10...0xFF19: 0xFF10
      default: 0
      }
    guard zero > 0 else { return nil }
    return Character(UnicodeScalar(UInt8(0x30 + scalar.value - zero)))
  }
}
