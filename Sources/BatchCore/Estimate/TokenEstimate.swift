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
    var sum = 0
    var index = 0
    while index < utf8.count {
      let byte = utf8[index]
      if byte < 0x80 {
        sum += ascii[Int(byte)]
        index += 1
        continue
      }
      let weight: Weight
      if byte < 0xE0, index + 1 < utf8.count {
        weight = Self.weight(
          ofTwoBytes: UInt32(byte & 0x1F) << 6 | UInt32(utf8[index + 1] & 0x3F))
        index += 2
      } else if byte < 0xF0, index + 2 < utf8.count {
        let high = UInt32(byte & 0x0F) << 12 | UInt32(utf8[index + 1] & 0x3F) << 6
        weight = Self.weight(ofThreeBytes: high | UInt32(utf8[index + 2] & 0x3F))
        index += 3
      } else {
        // Emoji, rare Han, historic scripts: mostly spelled out in bytes.
        weight = Weight(most: 2500, likely: 2000)
        index += 4
      }
      sum += isLikely ? weight.likely : weight.most
    }
    return sum
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
