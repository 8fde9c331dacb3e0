/// Where an HTTP/1.1 message ends; no more is understood of it.
package enum HTTPFraming {
  /// Bytes of the message that the bytes begin with; nil while it is not whole.
  package static func length(of bytes: [UInt8]) -> Int? {
    guard let head = headLength(of: bytes) else { return nil }
    let text = String(decoding: bytes[..<head], as: UTF8.self).lowercased()
    if text.contains("transfer-encoding: chunked") { return chunked(bytes, from: head) }
    let size = value("content-length", in: text).flatMap { Int($0) } ?? 0
    return bytes.count >= head + size ? head + size : nil
  }

  /// Bytes of the head with the empty line behind it; nil while it is not whole.
  package static func headLength(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    return (4...bytes.count).first { bytes[($0 - 4)..<$0].elementsEqual([13, 10, 13, 10]) }
  }

  private static func value(_ name: String, in head: String) -> String? {
    head.split(separator: "\r\n").first { $0.hasPrefix(name + ":") }
      .map { $0.dropFirst(name.count + 1).drop { $0 == " " } }.map(String.init)
  }

  private static func chunked(_ bytes: [UInt8], from start: Int) -> Int? {
    var place = start
    while true {
      guard let end = bytes[place...].firstIndex(of: 10) else { return nil }
      let size = Int(String(decoding: bytes[place..<end].dropLast(), as: UTF8.self), radix: 16)
      guard let size else { return nil }
      place = end + 1 + size + 2
      guard place <= bytes.count else { return nil }
      if size == 0 { return place }
    }
  }
}
