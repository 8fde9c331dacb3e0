/// The beginning of a body that became no result: short, printable and without secrets.
package enum Excerpt {
  package static let limit = 300

  /// At most `limit` bytes of UTF-8; keys, bearer tokens and account ids are masked, control
  /// characters become spaces and runs of them one.
  package static func of(_ body: [UInt8], limit: Int = limit) -> String? {
    let begin = body.drop { $0.isJSONSpace }
    let text = redacted(String(decoding: begin.prefix(limit * 4), as: UTF8.self))
    let short = printable(text, bytes: limit)
    return short.isEmpty ? nil : short
  }

  /// A sentence's worth of someone else's words.
  package static func of(_ words: String, limit: Int) -> String {
    let clean = redacted(words)
    let short = printable(clean, bytes: limit)
    return short.utf8.count < printable(clean, bytes: limit * 2).utf8.count ? short + "…" : short
  }

  /// A name that someone else gave, such as a provider's or a model's; nil if nothing is left.
  package static func name(_ text: String?) -> String? {
    guard let text, !text.isEmpty else { return nil }
    let bytes = Array(text.utf8.prefix(4096))
    return isPlain(bytes) ? text : of(bytes, limit: nameLimit)
  }

  private static let nameLimit = 200

  /// Nothing is to be masked, cut or made a space, as in most names: every answer brings four.
  private static func isPlain(_ name: [UInt8]) -> Bool {
    name.count <= nameLimit
      && name.indices.allSatisfy {
        (0x21...0x7E).contains(name[$0]) && Secret.found(in: name, at: $0) == nil
      }
  }

  /// The text with everything masked that looks like a key, a bearer token or an account's id.
  package static func redacted(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var masked: [UInt8] = []
    masked.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      if let secret = Secret.found(in: bytes, at: position) {
        masked.append(contentsOf: bytes[position..<secret.shown])
        masked.append(contentsOf: "***".utf8)
        position = secret.end
      } else {
        masked.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: masked, as: UTF8.self)
  }

  private static func printable(_ text: String, bytes limit: Int) -> String {
    var short = ""
    var count = 0
    var wasSpace = true
    for scalar in text.unicodeScalars {
      let isSpace =
        scalar.isASCII
        ? scalar.value <= 0x20 || scalar.value == 0x7F
        : scalar.properties.isWhitespace || isUnprintable(scalar)
      if isSpace && wasSpace { continue }
      let shown: Unicode.Scalar = isSpace ? " " : scalar
      count += UTF8.width(shown)
      guard count <= limit else { break }
      short.unicodeScalars.append(shown)
      wasSpace = isSpace
    }
    if short.last == " " { short.removeLast() }
    return short
  }

  private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      true
    default: false
    }
  }
}

/// The forms of what must not be shown.
private enum Secret: String, CaseIterable {
  case key = "sk-"
  case bearer = "bearer "
  case user = "user_"
  case organisation = "org_"

  /// The one that begins at a position: where it ends, and up to where it may be shown.
  static func found(in bytes: [UInt8], at position: Int) -> (shown: Int, end: Int)? {
    // Few bytes begin one, and every name that a provider sends is looked through.
    let first = bytes[position].loweredASCII
    for (secret, beginning) in all where beginning == first {
      if let end = secret.end(in: bytes, at: position) { return end }
    }
    return nil
  }

  private static let all = allCases.compactMap { secret in
    secret.rawValue.utf8.first.map { (secret, $0) }
  }

  /// Where the secret at a position ends, and up to where it may be shown.
  private func end(in bytes: [UInt8], at position: Int) -> (shown: Int, end: Int)? {
    let prefix = rawValue.utf8
    guard position + prefix.count < bytes.count,
      zip(prefix, bytes[position...]).allSatisfy({ $0 == $1.loweredASCII }),
      position == 0 || !Self.isLetterOrDigit(bytes[position - 1])
    else { return nil }
    let shown = position + prefix.count
    let end = bytes[shown...].firstIndex { !Self.isTokenByte($0) } ?? bytes.count
    return end - shown >= shortest ? (shown, end) : nil
  }

  /// Shorter ones are words: `user_id`, `sk-learn`; a cut-off key begins with more than that.
  private var shortest: Int {
    switch self {
    case .key: 6
    case .bearer: 1
    case .user, .organisation: 5
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isTokenByte(byte) && !"-_.+/=".utf8.contains(byte)
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="):
      true
    default: false
    }
  }
}
