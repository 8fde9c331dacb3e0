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

  mutating func take(line: some Collection<UInt8>) {
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("HTTP/"), let code = Self.statusCode(text) {
      isInterim = (100..<200).contains(code)
      status = isInterim ? nil : code
      headers = []
      hasEnded = false
    } else if !isInterim, !hasEnded {
      takeField(text)
    }
  }

  private mutating func takeField(_ text: String) {
    let isFolded = text.first == " " || text.first == "\t"
    let field = text.trimming(while: \.isWhitespace)
    if field.isEmpty {
      hasEnded = true
    } else if isFolded, let last = headers.indices.last {
      headers[last].value += " " + field
    } else if let colon = field.firstIndex(of: ":") {
      let value = field[field.index(after: colon)...]
      headers.append(
        HTTPHeader(String(field[..<colon]), String(value).trimming(while: \.isWhitespace)))
    }
  }

  /// `HTTP/1.1 200 OK` or `HTTP/2 200`.
  private static func statusCode(_ line: String) -> Int? {
    let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
    guard parts.count >= 2 else { return nil }
    return Int(parts[1].trimming(while: \.isWhitespace))
  }
}

extension StringProtocol {
  fileprivate func trimming(while matches: (Character) -> Bool) -> String {
    let head = drop(while: matches)
    guard let last = head.lastIndex(where: { !matches($0) }) else { return "" }
    return String(head[...last])
  }
}
