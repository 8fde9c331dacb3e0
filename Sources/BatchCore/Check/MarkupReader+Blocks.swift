extension MarkupReader {
  /// What begins with a line: a fence, a heading, the number of a list, a link's definition.
  mutating func readBlock() -> Bool {
    var place = index
    while let byte = byteAt(place), byte.isBlank || byte == UInt8(ascii: ">") { place += 1 }
    guard let byte = byteAt(place) else { return false }
    switch byte {
    case UInt8(ascii: "`"), UInt8(ascii: "~"): return readFence(byte, at: place)
    case UInt8(ascii: "#"): return readHeading(at: place)
    case UInt8(ascii: "="), UInt8(ascii: "-"): return readUnderline(byte, at: place)
    case UInt8(ascii: "["): return readDefinition(at: place)
    case _ where byte.isDigit: return readListNumber(at: place)
    default: return false
    }
  }

  private mutating func readFence(_ mark: UInt8, at place: Int) -> Bool {
    var content = place
    while byteAt(content) == mark { content += 1 }
    let length = content - place
    let firstEnd = lineEnd(from: content)
    guard length >= 3, mark != UInt8(ascii: "`") || !bytes[content..<firstEnd].contains(mark) else {
      return false
    }
    var line = min(firstEnd + 1, bytes.count)
    let begin = line
    while line < bytes.count {
      let end = lineEnd(from: line)
      let text = bytes[line..<end].drop { $0.isBlank || $0 == UInt8(ascii: ">") }
      let marks = text.prefix { $0 == mark }.count
      if marks >= length, text.dropFirst(marks).allSatisfy(\.isBlank) {
        noteCode(begin..<line, to: min(end + 1, bytes.count))
        return true
      }
      line = min(end + 1, bytes.count)
    }
    noteCode(begin..<bytes.count, to: bytes.count)
    return true
  }

  mutating func noteCode(_ range: Range<Int>, to end: Int) {
    let code = Markup.plainCode(bytes[range])
    if !code.isEmpty { markup.codeBlocks.append(code) }
    markup.prose.append(0x0A)
    note(.solid, index..<end)
    index = end
  }

  private mutating func readHeading(at place: Int) -> Bool {
    let level = bytes[place...].prefix { $0 == UInt8(ascii: "#") }.count
    guard level <= 6, byteAt(place + level).map({ $0.isBlank || $0 == 0x0A }) ?? true else {
      return false
    }
    markup.headings.append(level)
    note(.heading(level: level), index..<place)
    index = place + level
    return true
  }

  /// A line of `=` or `-` below a line of text that stands alone. Below several lines it is a rule
  /// as often as a heading.
  private mutating func readUnderline(_ mark: UInt8, at place: Int) -> Bool {
    let end = lineEnd(from: place)
    let marks = bytes[place..<end].prefix { $0 == mark }.count
    guard marks >= 3, bytes[(place + marks)..<end].allSatisfy(\.isBlank), isAlone(above: index),
      let text = line(above: index)
    else { return false }
    let level = mark == UInt8(ascii: "=") ? 1 : 2
    markup.headings.append(level)
    note(.heading(level: level), text)
    note(.solid, text.lowerBound..<end)
    index = end
    return true
  }

  private func isAlone(above place: Int) -> Bool {
    guard let text = line(above: place), let first = bytes[text].first(where: { !$0.isBlank }),
      !"#>|-*+<=`~:".utf8.contains(first), !bytes[text].contains(UInt8(ascii: "|"))
    else { return false }
    guard let before = line(above: text.lowerBound) else { return true }
    let plain = bytes[before].drop(while: \.isBlank)
    return plain.isEmpty || plain.starts(with: "<!--".utf8)
  }

  private func line(above place: Int) -> Range<Int>? {
    guard place > 0 else { return nil }
    let end = place - 1
    var begin = end
    while begin > 0, bytes[begin - 1] != 0x0A { begin -= 1 }
    return begin..<end
  }

  /// `12. ` or `3) ` counts what a rewrite may count anew.
  private mutating func readListNumber(at place: Int) -> Bool {
    var end = place
    while let byte = byteAt(end), byte.isDigit { end += 1 }
    guard end - place <= 3, let mark = byteAt(end), mark == 0x2E || mark == 0x29,
      byteAt(end + 1).map({ $0.isBlank }) ?? false
    else { return false }
    leaveSpace()
    index = end + 1
    return true
  }

  /// `[name]: address`.
  private mutating func readDefinition(at place: Int) -> Bool {
    guard byteAt(place + 1) != UInt8(ascii: "^") else { return false }
    let end = lineEnd(from: place)
    guard let close = bytes[place..<end].firstIndex(of: UInt8(ascii: "]")),
      byteAt(close + 1) == UInt8(ascii: ":")
    else { return false }
    let address = bytes[(close + 2)..<end].drop { $0.isBlank || $0 == UInt8(ascii: "<") }
      .prefix { !$0.isBlank && $0 != UInt8(ascii: ">") }
    guard !address.isEmpty else { return false }
    markup.links.append(Markup.plainAddress(address))
    leaveSpace()
    index = end
    return true
  }
}
