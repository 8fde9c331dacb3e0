/// A text broken between words for a terminal of this many columns; a continued line keeps the
/// indentation of its first. A word that is longer than the line stays whole, so that an address or
/// a path can be copied. Colours (`Style`) take no columns.
package func wrapped(_ text: String, columns: Int) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { wrappedLine($0, columns: columns) }.joined(separator: "\n")
}

private func wrappedLine(_ line: Substring, columns: Int) -> String {
  guard width(line) > columns else { return String(line) }
  let indentation = line.prefix { $0 == " " }
  var lines: [String] = []
  var current = String(indentation)
  var isFresh = true
  for word in line.dropFirst(indentation.count).split(
    separator: " ", omittingEmptySubsequences: false)
  {
    if !isFresh, width(current[...]) + 1 + width(word) > columns {
      lines.append(trimmed(current))
      current = String(indentation)
      isFresh = true
    }
    current += isFresh ? String(word) : " " + word
    isFresh = false
  }
  return (lines + [current]).joined(separator: "\n")
}

/// Columns that a text takes, less the sequences that set a colour.
private func width(_ text: Substring) -> Int {
  guard text.utf8.contains(0x1B) else { return columnWidth(text) }
  return text.split(separator: "\u{1B}", omittingEmptySubsequences: false).enumerated()
    .reduce(0) { sum, part in
      // What stands before the first is text; every other part begins with `[31m` or its like.
      guard part.offset > 0, let end = part.element.firstIndex(of: "m") else {
        return sum + columnWidth(part.element)
      }
      return sum + columnWidth(part.element[end...].dropFirst())
    }
}

/// Without the blanks at its end, which a column of a table leaves.
private func trimmed(_ line: String) -> String {
  String(line.reversed().drop { $0 == " " }.reversed())
}
