/// How many tokens a text has, by the scripts it is written in.
///
/// An estimate that would rather be too high: it sizes the room for answers. Never falls when text
/// is added. The weights are thousandths of a token for one character, set above what the less
/// fine of current vocabularies need (OpenAI's rule of thumb is 4 Latin letters a token).
package struct TokenEstimate: Sendable {
  private var thousandths = 0

  package init() {}

  /// The tokens of one text.
  package static func tokens(in text: String) -> Int {
    var estimate = TokenEstimate()
    estimate.add(text)
    return estimate.tokens
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
    let weights = escaped ? Self.escapedASCII : Self.plainASCII
    thousandths += text.withUTF8 { utf8 in
      weights.withUnsafeBufferPointer { Self.sum(utf8, ascii: $0) }
    }
  }

  private static func sum(
    _ utf8: UnsafeBufferPointer<UInt8>, ascii: UnsafeBufferPointer<Int>
  ) -> Int {
    var sum = 0
    var index = 0
    while index < utf8.count {
      let byte = utf8[index]
      if byte < 0x80 {
        sum += ascii[Int(byte)]
        index += 1
      } else if byte < 0xE0, index + 1 < utf8.count {
        sum += weight(ofTwoBytes: UInt32(byte & 0x1F) << 6 | UInt32(utf8[index + 1] & 0x3F))
        index += 2
      } else if byte < 0xF0, index + 2 < utf8.count {
        let high = UInt32(byte & 0x0F) << 12 | UInt32(utf8[index + 1] & 0x3F) << 6
        sum += weight(ofThreeBytes: high | UInt32(utf8[index + 2] & 0x3F))
        index += 3
      } else {
        // Emoji, rare Han, historic scripts: mostly spelled out in bytes.
        sum += 2500
        index += 4
      }
    }
    return sum
  }

  private static let plainASCII = (0..<128).map { weight(ofASCII: $0) }
  private static let escapedASCII = (0..<128).map {
    weight(ofASCII: $0) + 500 * JSONText.escapeGrowth(of: $0)
  }

  private static func weight(ofASCII byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: " "): 240
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): 300
    case UInt8(ascii: "0")...UInt8(ascii: "9"): 400
    // Punctuation, mark-up, line ends: tokens of their own, often two or three together.
    default: 500
    }
  }

  private static func weight(ofTwoBytes scalar: UInt32) -> Int {
    switch scalar {
    case ..<0x0250: 700  // Latin with diacritics: é splits the word it stands in
    case ..<0x0370: 1000  // IPA, combining marks
    case ..<0x0400: 800  // Greek
    case ..<0x0530: 520  // Cyrillic
    case ..<0x0590: 1200  // Armenian
    case ..<0x0600: 900  // Hebrew
    case ..<0x0780: 700  // Arabic
    default: 1500
    }
  }

  private static func weight(ofThreeBytes scalar: UInt32) -> Int {
    switch scalar {
    case 0x0900..<0x0E00: 900  // Devanagari, Bengali, Tamil and their kin
    case 0x0E00..<0x0E80: 900  // Thai
    case 0x1E00..<0x2000: 900  // Vietnamese, polytonic Greek
    case 0x2000..<0x2070: 600  // typographic quotes, dashes, ellipses
    case 0x3000..<0x3100: 900  // Japanese kana, CJK punctuation
    case 0x3400..<0xA000: 1300  // Han
    case 0xAC00..<0xD7B0: 1100  // Hangul
    case 0xFF00..<0xFFF0: 1100  // full-width forms
    default: 1500
    }
  }
}
