import Foundation

extension Picture.Format {
  /// What a file of it ends in, after the dot.
  package var fileEnding: String { self == .jpeg ? "jpg" : rawValue }

  /// By the first bytes, which each format has of its own.
  init?(of bytes: [UInt8]) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
      self = .webp
    } else if bytes.starts(with: "GIF87a".utf8) || bytes.starts(with: "GIF89a".utf8) {
      self = .gif
    } else if Self.isMarkup(bytes) {
      self = .svg
    } else {
      return nil
    }
  }

  private static func isMarkup(_ bytes: [UInt8]) -> Bool {
    let begin = String(decoding: bytes.prefix(1024), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    return begin.hasPrefix("<svg") || begin.hasPrefix("<?xml") && begin.contains("<svg")
  }

  /// The end is there, as far as the format has one: a picture cut off shows half of itself.
  func isWhole(_ bytes: [UInt8]) -> Bool {
    switch self {
    case .png: Self.hasLastChunk(bytes)
    case .jpeg: bytes.suffix(4096).firstRange(of: [0xFF, 0xD9]) != nil
    case .webp: bytes.count >= 12 && bytes.count >= 8 + Self.number(bytes[4..<8].reversed())
    case .gif: bytes.last { $0 != 0 } == 0x3B
    case .svg: bytes.suffix(1024).firstRange(of: Array("</svg>".utf8)) != nil
    }
  }

  /// Steps from chunk to chunk (PNG, 5.3): length, type, content, checksum.
  private static func hasLastChunk(_ bytes: [UInt8]) -> Bool {
    var place = 8
    while place + 12 <= bytes.count {
      let length = number(bytes[place..<place + 4])
      guard length <= bytes.count - place - 12 else { return false }
      if bytes[place + 4..<place + 8].elementsEqual("IEND".utf8) { return true }
      place += 12 + length
    }
    return false
  }

  /// Of four bytes, the largest first.
  private static func number(_ bytes: some Sequence<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }
}
