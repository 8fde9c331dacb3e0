import BatchCore

/// What the transport must know of a request's headers before it hands them on.
enum RequestHeaders {
  /// Refuses names and values that would end their line and begin another header.
  static func check(
    _ headers: [HTTPHeader], to destination: Destination
  ) throws(Destination.Refused) {
    let isFit = headers.allSatisfy { header in
      !header.name.isEmpty && header.name.utf8.allSatisfy(isNameByte)
        && header.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    }
    guard isFit else {
      throw Destination.Refused(
        sentence: "A header for \(destination.host) holds a character that headers cannot hold.")
    }
  }

  static func contains(_ name: String, in headers: [HTTPHeader]) -> Bool {
    headers.contains { $0.isNamed(name) }
  }

  /// The words of the credentials, which no sentence may repeat.
  static func secrets(of headers: [HTTPHeader]) -> [String] {
    headers
      .filter { header in secretNames.contains(where: header.isNamed) }
      .flatMap { $0.value.split(separator: " ").map(String.init) }
      .filter { $0.lowercased() != "bearer" && $0.lowercased() != "basic" }
  }

  private static let secretNames = ["authorization", "proxy-authorization", "cookie"]

  /// RFC 9110, 5.6.2: a token.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
