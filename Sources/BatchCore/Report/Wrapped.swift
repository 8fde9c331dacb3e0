/// A text broken between words for a terminal of this many columns; a continued line keeps the
/// indentation of its first. A word that is longer than the line stays whole, so that an address or
/// a path can be copied.
package func wrapped(_ text: String, columns: Int) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { wrappedLine($0, columns: columns) }.joined(separator: "\n")
}

private func wrappedLine(_ line: Substring, columns: Int) -> String {
  guard line.count > columns else { return String(line) }
  let indentation = line.prefix { $0 == " " }
  var lines: [String] = []
  var current = String(indentation)
  var isFresh = true
  for word in line.dropFirst(indentation.count).split(
    separator: " ", omittingEmptySubsequences: false)
  {
    if !isFresh, current.count + 1 + word.count > columns {
      lines.append(trimmed(current))
      current = String(indentation)
      isFresh = true
    }
    current += isFresh ? String(word) : " " + word
    isFresh = false
  }
  return (lines + [current]).joined(separator: "\n")
}

/// Without the blanks at its end, which a column of a table leaves.
private func trimmed(_ line: String) -> String {
  String(line.reversed().drop { $0 == " " }.reversed())
}
