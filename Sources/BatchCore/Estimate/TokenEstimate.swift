/// How many tokens a text has, by the scripts it is written in.
///
/// Never falls when text is added. The weights are thousandths of a token for one character.
package struct TokenEstimate: Sendable {
  /// What an estimate is for.
  package enum Aim: Sendable {
    /// Room for an answer: rather too high, above what the less fine of current vocabularies need
    /// (OpenAI's rule of thumb is 4 Latin letters a token).
    case most
    /// A forecast: between what the finer and the less fine ones need.
    case likely
  }

  /// In thousandths of a token.
  struct Weight {
    var most: Int
    var likely: Int
  }

  private let aim: Aim
  private let language: TextLanguage?
  private var thousandths = 0

  package init(_ aim: Aim = .most) { self.init(aim, language: nil) }

  /// - Parameter language: most letters are of this one; it matters for what is likely only.
  init(_ aim: Aim, language: TextLanguage?) {
    self.aim = aim
    self.language = aim == .likely ? language : nil
  }

  /// The tokens of one text.
  package static func tokens(in text: String, _ aim: Aim = .most) -> Int {
    tokens(in: text, aim, language: nil)
  }

  static func tokens(in text: String, _ aim: Aim, language: TextLanguage?) -> Int {
    var estimate = TokenEstimate(aim, language: language)
    estimate.add(text)
    return estimate.tokens
  }

  /// No text of so many bytes has more.
  static func most(ofBytes bytes: Int) -> Int {
    // Its heaviest characters are 1,500 thousandths in two bytes.
    let (product, isTooMany) = bytes.multipliedReportingOverflow(by: 750)
    return isTooMany ? .max : product / 1000 + 1
  }

  package var tokens: Int { (thousandths + 999) / 1000 }

  package mutating func add(_ text: String) {
    add(text, escaped: false)
  }

  /// Adds a text as it stands inside a JSON string, where `\n` and `\"` are tokens of their own.
  package mutating func addEscaped(_ text: String) {
    add(text, escaped: true)
  }

  private mutating func add(_ text: String, escaped: Bool) {
    var text = text
    let isLikely = aim == .likely
    let share = language?.tokenShare ?? 1000
    let weights =
      switch (isLikely, escaped) {
      case (true, _) where share != 1000: Self.ascii(share, escaped: escaped)
      case (false, false): Self.plainASCII
      case (false, true): Self.escapedASCII
      case (true, false): Self.likelyASCII
      case (true, true): Self.likelyEscapedASCII
      }
    thousandths += text.withUTF8 { utf8 in
      weights.withUnsafeBufferPointer { Self.sum(utf8, ascii: $0, isLikely: isLikely) }
    }
  }

  private static func sum(
    _ utf8: UnsafeBufferPointer<UInt8>, ascii: UnsafeBufferPointer<Int>, isLikely: Bool
  ) -> Int {
    let escape = ascii[Int(UInt8(ascii: "\""))] - ascii[Int(UInt8(ascii: "!"))]
    var sum = 0
    var start = 0
    while start < utf8.count {
      let block = start..<min(start + blockLength, utf8.count)
      let bytes = UnsafeBufferPointer(rebasing: utf8[block])
      let counts = ASCIICounts(bytes)
      sum += counts.sum(ascii)
      if escape > 0 { sum += escape * ASCIICounts.growth(of: bytes) }
      if counts.hasOthers { sum += beyondASCII(utf8, block, isLikely: isLikely) }
      start = block.upperBound
    }
    return sum
  }

  /// What the characters that begin in a block and are not of ASCII weigh.
  private static func beyondASCII(
    _ utf8: UnsafeBufferPointer<UInt8>, _ block: Range<Int>, isLikely: Bool
  ) -> Int {
    let raw = UnsafeRawBufferPointer(utf8)
    var sum = 0
    var index = block.lowerBound
    while index < block.upperBound {
      if index + 8 <= block.upperBound {
        let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let skipped = (UInt64(littleEndian: word) & 0x8080_8080_8080_8080).trailingZeroBitCount / 8
        index += skipped
        if skipped == 8 { continue }
      }
      let byte = utf8[index]
      if byte >= 0xC0 {
        let weight = weight(ofBytesAt: index, in: utf8)
        sum += isLikely ? weight.likely : weight.most
      }
      index += byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    }
    return sum
  }

  /// Counts of so many bytes fit into one each.
  private static let blockLength = 240

  /// Of the character that begins there, which is not of ASCII.
  private static func weight(
    ofBytesAt index: Int, in utf8: UnsafeBufferPointer<UInt8>
  ) -> Weight {
    let byte = utf8[index]
    if byte < 0xE0, index + 1 < utf8.count {
      return weight(ofTwoBytes: UInt32(byte & 0x1F) << 6 | UInt32(utf8[index + 1] & 0x3F))
    }
    if byte < 0xF0, index + 2 < utf8.count {
      let high = UInt32(byte & 0x0F) << 12 | UInt32(utf8[index + 1] & 0x3F) << 6
      return weight(ofThreeBytes: high | UInt32(utf8[index + 2] & 0x3F))
    }
    // Emoji, rare Han, historic scripts: mostly spelled out in bytes.
    return Weight(most: 2500, likely: 2000)
  }

  /// Of a language whose words are in more pieces than English ones.
  private static func ascii(_ share: Int, escaped: Bool) -> [Int] {
    (0..<128).map { byte in
      let weight = (escaped ? likelyEscapedASCII : likelyASCII)[Int(byte)]
      return UInt8(byte).isLetter ? weight * share / 1000 : weight
    }
  }

  private static let plainASCII = (0..<128).map { weight(ofASCII: $0).most }
  private static let likelyASCII = (0..<128).map { weight(ofASCII: $0).likely }
  private static let escapedASCII = (0..<128).map {
    weight(ofASCII: $0).most + 500 * JSONText.escapeGrowth(of: $0)
  }
  private static let likelyEscapedASCII = (0..<128).map {
    weight(ofASCII: $0).likely + 300 * JSONText.escapeGrowth(of: $0)
  }

  private static func weight(ofASCII byte: UInt8) -> Weight {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: " "): Weight(most: 240, likely: 215)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Weight(most: 300, likely: 260)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Weight(most: 400, likely: 360)
    // Punctuation, mark-up, line ends: tokens of their own, often two or three together.
    default: Weight(most: 500, likely: 450)
    }
  }

  private static func weight(ofTwoBytes scalar: UInt32) -> Weight {
    switch scalar {
    case ..<0x0250: Weight(most: 700, likely: 480)  // é splits the word it stands in
    case ..<0x0370: Weight(most: 1000, likely: 800)  // IPA, combining marks
    case ..<0x0400: Weight(most: 800, likely: 480)  // Greek
    case ..<0x0530: Weight(most: 520, likely: 330)  // Cyrillic
    case ..<0x0590: Weight(most: 1200, likely: 700)  // Armenian
    case ..<0x0600: Weight(most: 900, likely: 480)  // Hebrew
    case ..<0x0780: Weight(most: 700, likely: 420)  // Arabic
    default: Weight(most: 1500, likely: 1200)
    }
  }

  private static func weight(ofThreeBytes scalar: UInt32) -> Weight {
    switch scalar {
    // Devanagari, Bengali, Tamil and their kin
    case 0x0900..<0x0E00: Weight(most: 900, likely: 450)
    case 0x0E00..<0x0E80: Weight(most: 900, likely: 480)  // Thai
    case 0x1E00..<0x2000: Weight(most: 900, likely: 550)  // Vietnamese, polytonic Greek
    // typographic quotes, dashes, ellipses
    case 0x2000..<0x2070: Weight(most: 600, likely: 550)
    case 0x3000..<0x3100: Weight(most: 900, likely: 650)  // Japanese kana, CJK punctuation
    case 0x3400..<0xA000: Weight(most: 1300, likely: 900)  // Han
    case 0xAC00..<0xD7B0: Weight(most: 1100, likely: 750)  // Hangul
    case 0xFF00..<0xFFF0: Weight(most: 1100, likely: 750)  // full-width forms
    default: Weight(most: 1500, likely: 1300)
    }
  }
}

/// How many bytes of a block are of which kind: all of one kind weigh the same. Counted without
/// branches and checks, so that the compiler makes vectors of it.
private struct ASCIICounts {
  private let letters: UInt8
  private let spaces: UInt8
  private let capitals: UInt8
  private let digits: UInt8
  private let beyond: UInt8
  private let count: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var (letters, spaces, capitals, digits, beyond) = (
      UInt8(0), UInt8(0), UInt8(0), UInt8(0), UInt8(0)
    )
    for byte in bytes {
      letters &+= byte &- UInt8(ascii: "a") < 26 ? 1 : 0
      spaces &+= byte == UInt8(ascii: " ") ? 1 : 0
      capitals &+= byte &- UInt8(ascii: "A") < 26 ? 1 : 0
      digits &+= byte &- UInt8(ascii: "0") < 10 ? 1 : 0
      beyond &+= byte >> 7
    }
    (self.letters, self.spaces, self.capitals) = (letters, spaces, capitals)
    (self.digits, self.beyond) = (digits, beyond)
    count = bytes.count
  }

  var hasOthers: Bool { beyond > 0 }

  /// What those of ASCII weigh, by a table of all.
  func sum(_ weights: UnsafeBufferPointer<Int>) -> Int {
    func weight(_ scalar: Unicode.Scalar) -> Int { weights[Int(UInt8(ascii: scalar))] }
    let marks =
      count - Int(letters) - Int(spaces) - Int(capitals) - Int(digits) - Int(beyond)
    return Int(letters) * weight("a") + Int(spaces) * weight(" ") + Int(capitals) * weight("A")
      + Int(digits) * weight("0") + marks * weight("!")
  }

  /// How many more bytes they take inside a JSON string.
  static func growth(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var (short, long) = (UInt8(0), UInt8(0))
    for byte in bytes {
      let growth = UInt8(truncatingIfNeeded: JSONText.escapeGrowth(of: byte))
      short &+= growth & 1
      long &+= growth >> 2
    }
    return Int(short) + 4 * Int(long)
  }
}
