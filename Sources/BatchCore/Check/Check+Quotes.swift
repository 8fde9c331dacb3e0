import Foundation

extension Check {
  /// Quotes that the article does not hold. White space, quotation marks, dashes, emphasis and
  /// capital letters do not count, nor what an ellipsis leaves out.
  static func inventedQuotes(_ texts: ComparedTexts) -> String? {
    let quotes = texts.fields.filter { isQuote($0.name) }.map(\.text)
    guard !quotes.isEmpty else { return nil }
    // Nearly every quote is found as it stands; the article is read once more only for the others.
    var invented = missing(quotes, in: texts.quotable)
    if !invented.isEmpty {
      // The words of a link stand apart from its address there.
      let prose = String(decoding: Markup(texts.quotable).prose, as: UTF8.self)
      invented = missing(invented, in: prose)
    }
    if !invented.isEmpty {
      invented = missing(invented, in: RenderedText.of(texts.quotable), as: RenderedText.of)
    }
    let names = missing(invented, from: [])
    return names.isEmpty
      ? nil
      : "These quotes do not stand in the article: \(listing(names)). Quote its own words, letter "
        + "for letter."
  }

  /// Those of some quotes that a text does not hold.
  private static func missing(
    _ quotes: [String], in text: String, as form: (String) -> String = { $0 }
  ) -> [String] {
    let key = QuoteKey(text).bytes
    return quotes.filter { !isFound(QuoteKey(form($0)).parts, in: key) }
  }

  /// Members called `quote` or `quotes`, wherever they stand.
  private static func isQuote(_ name: String) -> Bool {
    let last = name.split(separator: ".").last.map { $0.lowercased() }
    return last == "quote" || last == "quotes"
  }

  /// One after the other.
  private static func isFound(_ parts: [ArraySlice<UInt8>], in text: [UInt8]) -> Bool {
    var rest = text[...]
    for part in parts {
      guard let place = rest.place(of: part) else { return false }
      rest = rest[(place + part.count)...]
    }
    return true
  }
}

/// A text without what a quotation may change.
private struct QuoteKey {
  private(set) var bytes: [UInt8] = []

  init(_ text: String) {
    var text = HTMLEntities.decoded(text).lowercased()
    bytes.reserveCapacity(text.utf8.count)
    text.withUTF8 { utf8 in
      var index = 0
      while index < utf8.count {
        let byte = utf8[index]
        if byte < 0x80 {
          if Self.isKept[Int(byte)] { bytes.append(byte) }
          index += 1
        } else {
          let end = min(index + (byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4), utf8.count)
          add(String(decoding: utf8[index..<end], as: UTF8.self).unicodeScalars.first)
          index = end
        }
      }
    }
  }

  private static let isKept = (0..<128).map { byte in
    let scalar = Unicode.Scalar(UInt8(byte))
    return !"\"'`*_\\~".unicodeScalars.contains(scalar) && !scalar.properties.isWhitespace
  }

  /// A character beyond ASCII.
  private mutating func add(_ scalar: Unicode.Scalar?) {
    guard let scalar else { return }
    switch scalar {
    case "´": return
    // Typographic quotation marks and primes.
    case "\u{2018}"..."\u{201F}", "\u{2032}"..."\u{2037}", "«", "»", "‹", "›": return
    case "\u{300C}"..."\u{300F}": return
    // Soft hyphens, zero-width characters, the byte order mark, variation selectors.
    case "\u{AD}", "\u{200B}"..."\u{200F}", "\u{2060}", "\u{FEFF}", "\u{FE0E}", "\u{FE0F}":
      return
    case "\u{2010}"..."\u{2015}", "\u{2212}": bytes.append(UInt8(ascii: "-"))
    case "…": bytes += "...".utf8
    default:
      if !scalar.properties.isWhitespace { bytes += String(scalar).utf8 }
    }
  }

  /// What stands between the ellipses, without the marks at a quotation's own end.
  var parts: [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var rest = bytes[...]
    while let place = rest.place(of: Array("...".utf8)[...]) {
      parts.append(rest[..<place])
      rest = rest[(place + 3)...]
    }
    parts.append(rest)
    return parts.map { part in
      var part = part.drop { Self.ends.contains($0) }
      while let last = part.last, Self.ends.contains(last) { part.removeLast() }
      return part
    }.filter { !$0.isEmpty }
  }

  private static let ends = Set(".,;:!?()[]".utf8)
}

extension ArraySlice<UInt8> {
  /// Where a text begins in this one.
  fileprivate func place(of text: ArraySlice<UInt8>) -> Int? {
    guard !text.isEmpty else { return startIndex }
    return withUnsafeBufferPointer { bytes in
      text.withUnsafeBufferPointer { text in
        guard let base = bytes.baseAddress, let part = text.baseAddress else { return nil }
        var position = 0
        while position + text.count <= bytes.count {
          let left = bytes.count - text.count + 1 - position
          guard let found = memchr(base + position, Int32(part.pointee), left) else { return nil }
          position = UnsafeRawPointer(found) - UnsafeRawPointer(base)
          if memcmp(found, part, text.count) == 0 { return startIndex + position }
          position += 1
        }
        return nil
      }
    }
  }
}
