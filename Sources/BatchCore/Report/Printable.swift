/// Text from outside made safe for a terminal: what would move the cursor, hide or turn the text
/// round is replaced by something visible.
///
/// - Parameter keepingLines: line feeds and tabs stay as they are.
package func printable(_ text: String, keepingLines: Bool = false) -> String {
  guard text.unicodeScalars.contains(where: isUnprintable) else { return text }
  var safe = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if !isUnprintable(scalar) || keepingLines && (scalar == "\n" || scalar == "\t") {
      safe.append(scalar)
    } else {
      safe.append(contentsOf: replacement(scalar).unicodeScalars)
    }
  }
  return String(safe)
}

/// Moves a cursor, hides text or turns it round.
func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x00...0x1F, 0x7F...0x9F: true  // C0, DEL, C1
  case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // direction (UAX 9)
  case 0x2028, 0x2029: true  // line and paragraph separator
  case 0xFEFF, 0xE0000...0xE007F: true  // invisible: byte order mark, tags
  default: false
  }
}

/// C0 and DEL have pictures of their own (U+2400); the others show their number.
private func replacement(_ scalar: Unicode.Scalar) -> String {
  let value = scalar.value
  if let picture = Unicode.Scalar(value == 0x7F ? 0x2421 : 0x2400 + value), value <= 0x7F {
    return String(Character(picture))
  }
  let digits = String(value, radix: 16, uppercase: true)
  return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
}
