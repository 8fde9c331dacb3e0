import BatchCore

/// Status and headers, gathered line by line from what libcurl hands over.
///
/// Interim answers (100, 103) and trailers are dropped: only the last status line and its headers
/// count, and no header after the blank line that ends them.
struct ResponseHead {
  private(set) var status: Int?
  private(set) var headers: [HTTPHeader] = []
  private var isInterim = false
  private var hasEnded = false

  /// The answer so far; nil until a final status line came.
  func response(body: [UInt8]) -> HTTPResponse? {
    status.map { HTTPResponse(status: $0, headers: headers, body: body) }
  }

  mutating func take(line: some BidirectionalCollection<UInt8>) {
    if line.starts(with: "HTTP/".utf8), let code = Self.statusCode(line) {
      isInterim = (100..<200).contains(code)
      status = isInterim ? nil : code
      headers = []
      hasEnded = false
    } else if !isInterim, !hasEnded {
      takeField(line)
    }
  }

  private mutating func takeField(_ line: some BidirectionalCollection<UInt8>) {
    let isFolded = line.first.map(Self.isSpace) ?? false
    let field = Self.trimmed(line)
    if field.isEmpty {
      hasEnded = true
    } else if isFolded, let last = headers.indices.last {
      headers[last].value += " " + String(decoding: field, as: UTF8.self)
    } else if let colon = field.firstIndex(of: UInt8(ascii: ":")) {
      headers.append(
        HTTPHeader(
          String(decoding: field[..<colon], as: UTF8.self),
          String(decoding: Self.trimmed(field[colon...].dropFirst()), as: UTF8.self)))
    }
  }

  private static func trimmed<Bytes: BidirectionalCollection<UInt8>>(
    _ bytes: Bytes
  ) -> Bytes.SubSequence {
    let head = bytes.drop(while: isSpace)
    guard let last = head.lastIndex(where: { !isSpace($0) }) else { return head.prefix(0) }
    return head[...last]
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// `HTTP/1.1 200 OK` or `HTTP/2 200`.
  private static func statusCode(_ line: some Collection<UInt8>) -> Int? {
    let rest = line.drop { $0 != 0x20 }.drop { $0 == 0x20 }
    return Int(String(decoding: rest.prefix { !isSpace($0) }, as: UTF8.self))
  }
}
