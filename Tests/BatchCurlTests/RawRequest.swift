import Foundation

/// A request as it came off the wire.
struct RawRequest: Sendable {
  let head: String
  let body: [UInt8]

  /// nil until all of it is there.
  init?(_ bytes: [UInt8]) {
    guard let end = Data(bytes.prefix(1 << 16)).range(of: Data("\r\n\r\n".utf8)) else { return nil }
    head = String(decoding: bytes[..<end.upperBound], as: UTF8.self)
    let length = Self.value("Content-Length", in: head).flatMap { Int($0) } ?? 0
    guard bytes.count >= end.upperBound + length else { return nil }
    body = Array(bytes[end.upperBound..<(end.upperBound + length)])
  }

  subscript(name: String) -> String? { Self.value(name, in: head) }

  static func value(_ name: String, in head: String) -> String? {
    for line in head.components(separatedBy: "\r\n") {
      let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
      if parts.count == 2, parts[0].lowercased() == name.lowercased() {
        return parts[1].trimmingCharacters(in: .whitespaces)
      }
    }
    return nil
  }
}
