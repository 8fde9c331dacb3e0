import Foundation

/// A picture in an answer, known by its bytes: the type that is said beside them may be wrong, or
/// absent.
package struct Picture: Sendable, Equatable {
  package enum Format: String, Sendable, CaseIterable {
    case png, jpeg, webp, gif, svg
  }

  package var bytes: [UInt8]
  package var format: Format

  /// Reads a data URL (RFC 2397) in base64; nil if it is none or holds no picture (S45).
  package init?(dataURL: String) {
    guard dataURL.lowercased().hasPrefix("data:"), let comma = dataURL.firstIndex(of: ","),
      dataURL[..<comma].lowercased().hasSuffix(";base64")
    else { return nil }
    self.init(base64: String(dataURL[dataURL.index(after: comma)...]))
  }

  package init?(base64: String) {
    guard let data = Data(base64Encoded: base64, options: .ignoreUnknownCharacters) else {
      return nil
    }
    self.init(bytes: Array(data))
  }

  package init?(bytes: [UInt8]) {
    guard let format = Self.format(of: bytes) else { return nil }
    self.bytes = bytes
    self.format = format
  }

  private static func format(of bytes: [UInt8]) -> Format? {
    func starts(_ text: String, at place: Int = 0) -> Bool {
      bytes.count >= place + text.utf8.count && bytes.dropFirst(place).starts(with: text.utf8)
    }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
    if starts("RIFF"), starts("WEBP", at: 8) { return .webp }
    if starts("GIF87a") || starts("GIF89a") { return .gif }
    let begin = String(decoding: bytes.prefix(1024), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let isMarkup = begin.hasPrefix("<svg") || begin.hasPrefix("<?xml") && begin.contains("<svg")
    return isMarkup ? .svg : nil
  }
}
