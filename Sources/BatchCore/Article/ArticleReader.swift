/// Reads a record as an article: pure, the same bytes give the same article or the same mistake.
package struct ArticleReader: Sendable {
  package var fields: FieldNames

  package init(fields: FieldNames = FieldNames()) { self.fields = fields }

  /// - Throws: the first mistake found.
  package func read(_ record: [UInt8]) throws(LineMistake) -> Article {
    try checkEncoding(record)
    let members = try self.members(of: record)
    let id = try value(of: fields.id, in: members, record)
    let title = try value(of: fields.title, in: members, record)
    let body = try value(of: fields.body, in: members, record)
    let used = [id, title, body].compactMap(\.self)
    return Article(
      id: try articleID(id, members, record), title: try articleTitle(title, record),
      body: try articleBody(body, members, record),
      extra: extra(members.filter { !used.contains($0) }, record))
  }

  private func articleID(
    _ member: JSONScan.Member?, _ members: [JSONScan.Member], _ record: [UInt8]
  ) throws(LineMistake) -> String {
    guard let member else {
      throw missing(fields.id, what: "id", option: "--id-field", members, record)
    }
    let literal = record[member.value]
    guard isString(literal) || isNumber(literal) else {
      throw LineMistake(
        "the id (`\(fields.id)`) is \(kind(literal)), not a string or a number",
        remedy: "--id-field NAME names another member")
    }
    let id = isString(literal) ? jsonLiteralText(literal) : String(decoding: literal, as: UTF8.self)
    if let reason = unfit(id) {
      throw LineMistake("the id (`\(fields.id)`) \(reason)", remedy: "Give the article another id")
    }
    return id
  }

  private func articleTitle(
    _ member: JSONScan.Member?, _ record: [UInt8]
  ) throws(LineMistake) -> String {
    guard let member, record[member.value] != Array("null".utf8)[...] else { return "" }
    let literal = record[member.value]
    if isNumber(literal) { return String(decoding: literal, as: UTF8.self) }
    guard isString(literal) else {
      throw LineMistake(
        "the title (`\(fields.title)`) is \(kind(literal)), not a string",
        remedy: "--title-field NAME names another member")
    }
    return try withoutNUL(jsonLiteralText(literal), what: "title")
  }

  private func articleBody(
    _ member: JSONScan.Member?, _ members: [JSONScan.Member], _ record: [UInt8]
  ) throws(LineMistake) -> String {
    guard let member else {
      throw missing(fields.body, what: "body", option: "--body-field", members, record)
    }
    let literal = record[member.value]
    guard isString(literal) else {
      throw LineMistake(
        "the body (`\(fields.body)`) is \(kind(literal)), not a string",
        remedy: "--body-field NAME names another member")
    }
    let body = try withoutNUL(jsonLiteralText(literal), what: "body")
    guard body.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw LineMistake("the body (`\(fields.body)`) is empty: there is nothing to work on")
    }
    return body
  }

  /// The other members as an object, each with its own bytes; a line break between tokens, possible
  /// in an array's element, becomes a space, so that the object stays one line.
  private func extra(_ members: [JSONScan.Member], _ record: [UInt8]) -> String {
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    for (index, member) in members.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: record[member.whole])
    }
    bytes.append(UInt8(ascii: "}"))
    for index in bytes.indices where bytes[index] == 0x0A || bytes[index] == 0x0D {
      bytes[index] = 0x20
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
