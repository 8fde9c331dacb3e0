import Foundation

/// A whole picture in an answer, known by its bytes: the type that is said beside them may be
/// wrong, or absent.
package struct Picture: Sendable, Equatable {
  package enum Format: String, Sendable, Codable, CaseIterable {
    case png, jpeg, webp, gif, svg
  }

  package let bytes: [UInt8]
  package let format: Format

  /// Reads a data URL (RFC 2397) in base64; nil if it is none or holds no picture (S45).
  package init?(dataURL: String) {
    // A picture is millions of characters: nothing looks at them that need not.
    guard dataURL.prefix(5).lowercased() == "data:",
      let comma = dataURL.utf8.firstIndex(of: UInt8(ascii: ",")),
      dataURL[..<comma].lowercased().hasSuffix(";base64")
    else { return nil }
    self.init(base64: String(dataURL[dataURL.utf8.index(after: comma)...]))
  }

  /// White space and missing `=` at the end are forgiven: whether something is missing, the picture
  /// itself says.
  package init?(base64: String) {
    if let data = Data(base64Encoded: base64) {
      self.init(bytes: Array(data))
      return
    }
    var digits = base64.utf8.filter { $0 > 0x20 && $0 != UInt8(ascii: "=") }
    digits += [UInt8](repeating: UInt8(ascii: "="), count: (4 - digits.count % 4) % 4)
    guard let data = Data(base64Encoded: Data(digits)) else { return nil }
    self.init(bytes: Array(data))
  }

  /// Nil if they are no picture, or only the beginning of one.
  package init?(bytes: [UInt8]) {
    guard let format = Format(of: bytes), format.isWhole(bytes) else { return nil }
    self.bytes = bytes
    self.format = format
  }
}

extension Picture: Codable {
  private enum Member: CodingKey { case base64 }

  package init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Member.self)
    guard let picture = Picture(base64: try members.decode(String.self, forKey: .base64)) else {
      throw DecodingError.dataCorruptedError(
        forKey: .base64, in: members, debugDescription: "no picture")
    }
    self = picture
  }

  package func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: Member.self)
    try members.encode(Data(bytes).base64EncodedString(), forKey: .base64)
  }
}
