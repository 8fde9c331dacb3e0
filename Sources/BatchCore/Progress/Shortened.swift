/// A text of at most this many columns: what is too much is taken from its middle, because both a
/// name and a sentence are known by their ends.
///
/// - Parameter mark: stands for what was taken out.
package func shortened(_ text: String, columns: Int, mark: String) -> String {
  guard columnWidth(text) > columns else { return text }
  let room = columns - columnWidth(mark)
  guard room > 0 else { return String(text.prefix(columns: columns)) }
  let tail = String(text.reversed()).prefix(columns: room / 2)
  return text.prefix(columns: room - columnWidth(tail)) + mark + String(tail.reversed())
}

extension String {
  /// Its first characters that fit into so many columns.
  fileprivate func prefix(columns: Int) -> Substring {
    var left = columns
    return prefix { character in
      left -= columnWidth(of: character)
      return left >= 0
    }
  }
}
