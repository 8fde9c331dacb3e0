/// The headings of an article, one a line, indented by their levels.
enum Outline {
  /// In characters.
  private static let longest = 4_000

  /// Nil if there are none.
  static func of(_ body: String) -> String? {
    let bytes = Array(body.utf8)
    var reader = MarkupReader(bytes: bytes, isRecording: true)
    reader.read()
    var lines: [String] = []
    for piece in reader.pieces {
      guard let level = level(piece.kind) else { continue }
      let line = bytes[piece.range.lowerBound...].prefix { $0 != 0x0A }
      let text = Markup.collapsed(withoutTags(line.drop { $0.isBlank || "#>".utf8.contains($0) }))
      guard !text.isEmpty else { continue }
      lines.append(String(repeating: "  ", count: level - 1) + "- " + text)
    }
    let outline = lines.joined(separator: "\n")
    return outline.isEmpty ? nil : String(outline.prefix(longest))
  }

  private static func level(_ kind: MarkupPiece.Kind) -> Int? {
    switch kind {
    case .heading(let level): level
    case .opens(let name): Joints.headingLevel(name)
    case .solid, .closes: nil
    }
  }

  private static func withoutTags(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    var isTag = false
    for byte in line {
      if byte == UInt8(ascii: "<") { isTag = true }
      if !isTag { text.append(byte) }
      if byte == UInt8(ascii: ">") { isTag = false }
    }
    return text
  }
}
