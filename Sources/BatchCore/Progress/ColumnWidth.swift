/// Columns that a text takes on a terminal: two for an East Asian wide character or an emoji, none
/// for a mark that sits on another (UAX 11, UTS 51). Control characters count as none; text that is
/// shown has been made printable before.
package func columnWidth(_ text: some StringProtocol) -> Int {
  if text.utf8.allSatisfy({ $0 < 0x7F && $0 >= 0x20 }) { return text.utf8.count }
  return text.reduce(0) { $0 + columnWidth(of: $1) }
}

/// A character of several scalars takes what the widest of them takes; a sign that asks to be drawn
/// as an emoji (U+FE0F) takes two.
func columnWidth(of character: Character) -> Int {
  var width = 0
  for scalar in character.unicodeScalars {
    width = max(width, scalar.value == 0xFE0F ? 2 : columnWidth(of: scalar))
  }
  return width
}

private func columnWidth(of scalar: Unicode.Scalar) -> Int {
  if scalar.value < 0x300 { return scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value ? 0 : 1 }
  if scalar.properties.isEmojiPresentation || wide.contains(where: { $0 ~= scalar.value }) {
    return 2
  }
  return switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: 0
  default: 1
  }
}

/// East Asian Width W and F of Unicode 15, in whole blocks; the emoji are found by their property.
private let wide: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
  0xA000...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
  0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x20000...0x3FFFD,
]
