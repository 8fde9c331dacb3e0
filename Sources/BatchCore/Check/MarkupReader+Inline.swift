extension MarkupReader {
  mutating func readCodeSpan() -> Bool {
    var content = index
    while byteAt(content) == UInt8(ascii: "`") { content += 1 }
    let length = content - index
    var place = content
    while place < bytes.count {
      // A paragraph's end: the mark was alone.
      if bytes[place] == 0x0A, byteAt(place + 1).map({ $0 == 0x0A || $0 == 0x0D }) ?? true { break }
      guard bytes[place] == UInt8(ascii: "`") else {
        place += 1
        continue
      }
      var end = place
      while byteAt(end) == UInt8(ascii: "`") { end += 1 }
      if end - place == length {
        noteSpan(content..<place, to: end)
        return true
      }
      place = end
    }
    markup.prose.append(contentsOf: bytes[index..<content])
    index = content
    return true
  }

  mutating func noteSpan(_ range: Range<Int>, to end: Int) {
    let code = Markup.collapsed(bytes[range])
    if !code.isEmpty { markup.codeSpans.append(code) }
    leaveSpace()
    note(.solid, index..<end)
    index = end
  }

  mutating func openBracket(isImage: Bool) -> Bool {
    // What nothing closes is dropped: no text has so many brackets open at once.
    if brackets.count > 100 { brackets.removeFirst(50) }
    brackets.append(isImage)
    leaveSpace()
    index += isImage ? 2 : 1
    return true
  }

  /// `](address "title")`.
  mutating func closeBracket() -> Bool {
    let isImage = brackets.popLast() ?? false
    guard byteAt(index + 1) == UInt8(ascii: "("), let target = target(from: index + 2) else {
      leaveSpace()
      index += 1
      return true
    }
    let address = Markup.plainAddress(bytes[target.address])
    if !address.isEmpty {
      if isImage { markup.images.append(address) } else { markup.links.append(address) }
    }
    leaveSpace()
    index = target.end
    return true
  }

  private mutating func target(from begin: Int) -> (address: Range<Int>, end: Int)? {
    var place = begin
    while let byte = byteAt(place), byte.isBlank { place += 1 }
    var address = place..<place
    if byteAt(place) == UInt8(ascii: "<"), let end = next(">", from: place, limit: Self.longestTag)
    {
      address = (place + 1)..<end
      place = end + 1
    } else {
      var depth = 0
      while let byte = byteAt(place), !byte.isBlank, byte != 0x0A, place - begin < Self.longestTag,
        linkBudget > 0
      {
        linkBudget -= 1
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") {
          if depth == 0 { break }
          depth -= 1
        }
        place += 1
      }
      address = address.lowerBound..<place
    }
    guard let close = closing(from: place) else { return nil }
    return (address, close + 1)
  }

  /// The end of a link's title: outside its quotes, in the same paragraph.
  private mutating func closing(from begin: Int) -> Int? {
    var place = begin
    var quote: UInt8?
    while let byte = byteAt(place), place - begin < Self.longestTag, linkBudget > 0 {
      linkBudget -= 1
      if byte == 0x0A, byteAt(place + 1) == 0x0A { return nil }
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: ")") {
        return place
      } else if byte == UInt8(ascii: "\"") {
        quote = byte
      }
      place += 1
    }
    return nil
  }

  /// `[^note]`.
  mutating func readFootnote() -> Bool {
    guard byteAt(index + 1) == UInt8(ascii: "^"),
      let end = next("]", from: index + 2, limit: 100),
      !bytes[index..<end].contains(0x0A)
    else { return false }
    return noteTag(to: end + 1)
  }

  /// `[gallery ids="1,2"]`, `[/caption]`.
  mutating func readShortcode() -> Bool {
    let isEnd = byteAt(index + 1) == UInt8(ascii: "/")
    var place = index + (isEnd ? 2 : 1)
    let begin = place
    while let byte = byteAt(place), byte.isNameByte { place += 1 }
    guard place - begin >= 2, let end = next("]", from: place, limit: Self.longestTag),
      isEnd ? end == place : isOfValues(place..<end)
    else { return false }
    let name = String(decoding: bytes[begin..<place], as: UTF8.self)
    note(isEnd ? .closes("[" + name) : .opens("[" + name), index..<(end + 1))
    return noteTag(to: end + 1)
  }

  /// `ids="1,2"` behind a blank, in one line. It looks at each byte of the text once, however many
  /// brackets stand before it.
  private mutating func isOfValues(_ range: Range<Int>) -> Bool {
    guard let first = byteAt(range.lowerBound), first.isBlank else { return false }
    func isInside(_ place: Int?) -> Bool { place.map { $0 + 1 < range.upperBound } ?? false }
    if let line = next("\n", from: range.lowerBound), line < range.upperBound { return false }
    return isInside(next("=\"", from: range.lowerBound))
      || isInside(next("='", from: range.lowerBound))
  }

  mutating func readEntity() -> Bool {
    var place = index + 1
    if byteAt(place) == UInt8(ascii: "#") { place += 1 }
    let begin = place
    while let byte = byteAt(place), byte.isLetter || byte.isDigit, place - begin < 32 { place += 1 }
    guard place > begin, byteAt(place) == UInt8(ascii: ";") else { return false }
    // A space that keeps the groups of a number together.
    markup.prose.append(contentsOf: begins("&nbsp;", at: index) ? [0xC2, 0xA0] : [0x20])
    index = place + 1
    return true
  }

  mutating func readEscape() -> Bool {
    guard let next = byteAt(index + 1), next < 0x80, !next.isLetter, !next.isDigit, next > 0x20
    else { return false }
    markup.prose.append(next)
    index += 2
    return true
  }

  mutating func readBareAddress() -> Bool {
    guard
      beginsAnyCase("http://", at: index) || beginsAnyCase("https://", at: index)
        || begins("mailto:", at: index),
      index == 0 || !bytes[index - 1].isLetter
    else { return false }
    let end = addressEnd(from: index)
    markup.links.append(Markup.plainAddress(bytes[index..<end]))
    leaveSpace()
    index = end
    return true
  }

  /// Where an address without marks around it ends: the sentence's own punctuation is none of it.
  private func addressEnd(from begin: Int) -> Int {
    var place = begin
    var depth = 0
    while let byte = byteAt(place), byte > 0x20, byte < 0x80, !"<>\"`|{}[]".utf8.contains(byte) {
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") {
        if depth == 0 { break }
        depth -= 1
      }
      place += 1
    }
    while place > begin, ".,;:!?'*_~\\".utf8.contains(bytes[place - 1]) { place -= 1 }
    return place
  }
}
