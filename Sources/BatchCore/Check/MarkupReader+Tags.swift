extension MarkupReader {
  /// `{% ... %}`, `{{ ... }}`, `{{< ... >}}`; what `highlight` encloses is code.
  mutating func readTemplateTag() -> Bool {
    let end: Int?
    switch byteAt(index + 1) {
    case UInt8(ascii: "%"): end = next("%}", from: index + 2, limit: Self.longestTag)
    case UInt8(ascii: "{"): end = next("}}", from: index + 2, limit: Self.longestTag)
    default: return false
    }
    guard let end else { return false }
    let name = bytes[(index + 2)..<end].drop { !$0.isLetter }.prefix(while: \.isNameByte)
    noteBlockTag(named: String(decoding: name, as: UTF8.self), to: end + 2)
    let isHighlight = byteAt(index + 1) == UInt8(ascii: "%") && name.elementsEqual("highlight".utf8)
    guard noteTag(to: end + 2), isHighlight, let close = next("endhighlight", from: index) else {
      return true
    }
    let code = bytes[index..<close]
    guard let tag = code.lastIndex(of: UInt8(ascii: "{")) else { return true }
    noteCode(index..<tag, to: tag)
    return true
  }

  /// `{% if %}` and `{% endif %}`, `{{< note >}}` and `{{< /note >}}`.
  private mutating func noteBlockTag(named name: String, to end: Int) {
    guard !name.isEmpty else { return }
    let inner = bytes[(index + 2)..<(end - 2)].drop { "<%- ".utf8.contains($0) }
    if inner.first == UInt8(ascii: "/") {
      note(.closes("{" + name), index..<end)
    } else if name.hasPrefix("end"), name.utf8.count > 3 {
      note(.closes("{" + name.dropFirst(3)), index..<end)
    } else {
      note(.opens("{" + name), index..<end)
    }
  }

  /// `<!-- wp:quote -->` and `<!-- /wp:quote -->`.
  private mutating func noteComment(to end: Int) {
    let words = bytes[(index + 4)..<(end - 3)].split { $0.isBlank || $0 == 0x0A }
    guard let name = words.first.map({ String(decoding: $0, as: UTF8.self) }) else { return }
    if name.hasPrefix("wp:"), words.last?.elementsEqual("/".utf8) != true {
      note(.opens(name), index..<end)
    } else if name.hasPrefix("/wp:") {
      note(.closes(String(name.dropFirst())), index..<end)
    }
  }

  /// Elements without an end.
  private static let void: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
  ]

  /// A comment, an element or a component; false: a sign.
  mutating func readAngle() -> Bool {
    if begins("<!--", at: index) {
      guard let end = next("-->", from: index + 4) else { return false }
      noteComment(to: end + 3)
      return noteTag(to: end + 3)
    }
    let isEnd = byteAt(index + 1) == UInt8(ascii: "/")
    let nameBegin = index + (isEnd ? 2 : 1)
    guard let initial = byteAt(nameBegin), initial.isLetter,
      !beginsAnyCase("http", at: nameBegin), !beginsAnyCase("mailto:", at: nameBegin),
      let end = tagEnd(from: nameBegin)
    else { return false }
    var nameEnd = nameBegin
    while let byte = byteAt(nameEnd), byte.isNameByte || byte == 0x2E || byte == 0x3A {
      nameEnd += 1
    }
    let name = String(decoding: bytes[nameBegin..<nameEnd].map { $0 | 0x20 }, as: UTF8.self)
    if isEnd {
      note(.closes(name), index..<end)
    } else if bytes[end - 2] == UInt8(ascii: "/") || Self.void.contains(name) {
      note(.solid, index..<end)
    } else {
      note(.opens(name), index..<end)
    }
    if initial & 0x20 == 0,
      bytes[nameBegin..<nameEnd].contains(where: { $0 & 0x20 != 0 && $0.isLetter })
    {
      return noteTag(to: end)
    }
    if !isEnd { noteElement(name, attributes: nameEnd..<end) }
    leaveSpace()
    index = end
    if !isEnd, bytes[end - 2] != UInt8(ascii: "/") { readCode(of: name) }
    return true
  }

  /// What stands between `<pre>` or the like and its end.
  private mutating func readCode(of name: String) {
    let close: StaticString
    switch name {
    case "pre": close = "</pre"
    case "code": close = "</code"
    case "script": close = "</script"
    case "style": close = "</style"
    default: return
    }
    guard let end = next(close, from: index) else { return }
    if name == "code", !bytes[index..<end].contains(0x0A) {
      noteSpan(index..<end, to: end)
    } else {
      noteCode(index..<end, to: end)
    }
  }

  private mutating func noteElement(_ name: String, attributes: Range<Int>) {
    if name.count == 2, name.first == "h", let level = name.last?.wholeNumberValue,
      (1...6).contains(level)
    {
      markup.headings.append(level)
    }
    guard let address = address(in: attributes) else { return }
    if name == "img" { markup.images.append(address) } else { markup.links.append(address) }
  }

  /// Behind `href=` or `src=`.
  private func address(in range: Range<Int>) -> String? {
    var place = range.lowerBound
    while place < range.upperBound {
      defer { place += 1 }
      guard bytes[place].isBlank || bytes[place] == 0x0A else { continue }
      let isSource = beginsAnyCase("src=", at: place + 1)
      guard isSource || beginsAnyCase("href=", at: place + 1) else { continue }
      var begin = place + (isSource ? 5 : 6)
      guard let quote = byteAt(begin) else { return nil }
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        begin += 1
        let value = bytes[begin..<range.upperBound].prefix { $0 != quote }
        return Markup.plainAddress(value)
      }
      return Markup.plainAddress(
        bytes[begin..<range.upperBound].prefix { !$0.isBlank && $0 != 0x3E && $0 != 0x0A })
    }
    return nil
  }

  /// Behind the `>` that closes a tag; nil: there is none.
  private func tagEnd(from begin: Int) -> Int? {
    var place = begin
    var quote: UInt8?
    while let byte = byteAt(place), place - begin < Self.longestTag {
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: ">") {
        return place + 1
      } else if byte == UInt8(ascii: "<") {
        return nil
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"),
        bytes[place - 1] == UInt8(ascii: "=")
      {
        quote = byte
      }
      place += 1
    }
    return nil
  }
}
