extension ArticleReader {
  func checkEncoding(_ record: [UInt8]) throws(LineMistake) {
    do {
      _ = try UTF8Span(validating: record.span)
    } catch {
      throw LineMistake(
        "the text is not valid UTF-8 at byte \(Wording.grouped(error.byteOffsets.lowerBound + 1))",
        remedy: "Save the file as UTF-8, or convert it: iconv -f LATIN1 -t UTF-8")
    }
  }

  func members(of record: [UInt8]) throws(LineMistake) -> [JSONScan.Member] {
    let first = record.first { !isSpace($0) }
    do {
      var scan = JSONScan(record)
      if first == UInt8(ascii: "{") { return try scan.members() }
      try scan.anyValue()
    } catch {
      throw LineMistake(
        "not valid JSON at byte \(Wording.grouped(error.offset + 1)): \(error.reason)",
        remedy: first == UInt8(ascii: "{") ? nil : Self.shape, breaksArray: true)
    }
    let start = record.firstIndex { !isSpace($0) } ?? 0
    throw LineMistake("the record is \(kind(record[start...])), not an object", remedy: Self.shape)
  }

  private static let shape =
    #"A record is one JSON object: {"id": "1", "title": "…", "body": "…"}"#

  /// The member of that name.
  func value(
    of field: String, in members: [JSONScan.Member], _ record: [UInt8]
  ) throws(LineMistake) -> JSONScan.Member? {
    let wanted = Array(field.utf8)
    var found: JSONScan.Member?
    for member in members {
      let raw = record[member.name].dropFirst().dropLast()
      // Compared byte by byte: Swift's == would take two spellings of é for one name.
      guard
        raw.elementsEqual(wanted)
          || raw.contains(UInt8(ascii: "\\"))
            && jsonLiteralText(record[member.name]).utf8.elementsEqual(wanted)
      else { continue }
      if found != nil {
        throw LineMistake("`\(field)` stands twice in the record", remedy: "Remove one of them")
      }
      found = member
    }
    return found
  }

  func missing(
    _ field: String, what: String, option: String, _ members: [JSONScan.Member], _ record: [UInt8]
  ) -> LineMistake {
    let names = members.map { jsonLiteralText(record[$0.name]) }.filter { $0.utf8.count <= 64 }
    let remedy =
      if let near = nearestName(to: field, among: names) {
        "Is it `\(near)`? \(option) names the member that holds it"
      } else {
        "\(option) NAME names the member that holds it"
      }
    return LineMistake("there is no \(what): no member is called `\(field)`", remedy: remedy)
  }

  func unfit(_ id: String) -> String? {
    if id.utf8.count > 512 { return "is longer than 512 bytes" }
    // Most are plain letters, for which Unicode's tables take as long as all the rest.
    if !id.isEmpty, id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { return nil }
    if id.unicodeScalars.allSatisfy(\.properties.isWhitespace) { return "is empty" }
    let hasControls = id.unicodeScalars.contains { $0.properties.generalCategory == .control }
    return hasControls ? "holds control characters" : nil
  }

  func withoutNUL(_ text: String, what: String) throws(LineMistake) -> String {
    // Over the string's own storage: over the view it took a third of the reader's time.
    let holdsNUL =
      text.utf8.withContiguousStorageIfAvailable { $0.contains(0) } ?? text.utf8.contains(0)
    guard holdsNUL else { return text }
    throw LineMistake(
      #"the \#(what) holds a NUL character (\u0000), which no text should"#, remedy: "Remove it")
  }

  func isString(_ literal: ArraySlice<UInt8>) -> Bool { literal.first == UInt8(ascii: "\"") }

  func isNumber(_ literal: ArraySlice<UInt8>) -> Bool {
    guard let first = literal.first else { return false }
    return first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
  }

  func kind(_ literal: ArraySlice<UInt8>) -> String {
    switch literal.first {
    case UInt8(ascii: "{"): "an object"
    case UInt8(ascii: "["): "an array"
    case UInt8(ascii: "\""): "a string"
    case UInt8(ascii: "t"), UInt8(ascii: "f"): "true or false"
    case UInt8(ascii: "n"): "null"
    default: "a number"
    }
  }
}
