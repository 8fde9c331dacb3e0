/// Cuts a long text into sections that give it back byte for byte when they are joined.
///
/// A cut stands before a heading or a paragraph, never inside code, a table, an element or a tag;
/// so a text that offers no such place stays whole, however long.
package enum Sections {
  /// The sections of a body that has more words than `limit`, of about the same length; else
  /// itself.
  package static func of(_ body: String, over limit: Int) -> [String] {
    let bytes = Array(body.utf8)
    let total = WordCount.words(in: bytes[...])
    guard limit > 0, total > limit else { return [body] }
    let parts = parts(of: bytes)
    var sections: [String] = []
    var first = 0
    // More than `total` where no white space parts them, as in `</p><p>`.
    var rest = parts.reduce(0) { $0 + $1.words }
    while first < parts.count {
      let end = end(from: first, of: parts, rest: rest, limit: limit)
      let range = parts[first].range.lowerBound..<parts[end - 1].range.upperBound
      sections.append(String(decoding: bytes[range], as: UTF8.self))
      rest -= parts[first..<end].reduce(0) { $0 + $1.words }
      first = end
    }
    return sections
  }

  /// What stands between two joints.
  private struct Part {
    var range: Range<Int>
    var words: Int
    /// Of the joint at its end; the text's end is as good as a heading.
    var rank: Int
  }

  private static func parts(of bytes: [UInt8]) -> [Part] {
    var parts: [Part] = []
    var begin = 0
    let end = Joints.Joint(place: bytes.count, rank: 1)
    for joint in Joints(bytes).all + [end] {
      let range = begin..<joint.place
      parts.append(
        Part(range: range, words: WordCount.words(in: bytes[range]), rank: joint.rank))
      begin = joint.place
    }
    return parts
  }

  /// Where the section that begins with `first` ends: near an equal share of the rest, rather
  /// before a heading than a paragraph, and within the limit where there is a joint in it.
  private static func end(from first: Int, of parts: [Part], rest: Int, limit: Int) -> Int {
    let count = (rest + limit - 1) / limit
    guard count > 1 else { return parts.count }
    let share = Double(rest) / Double(count)
    var best = parts.count
    var bestCost = Double.infinity
    var words = 0
    // A heading alone is no section, not even before a part that is too long itself.
    let least = limit / 20
    for index in first..<parts.count {
      if words > least, words + parts[index].words > limit { break }
      words += parts[index].words
      guard words > least else { continue }
      let cost = abs(Double(words) - share) / share + penalty(parts[index].rank)
      if cost < bestCost { (best, bestCost) = (index + 1, cost) }
    }
    return best
  }

  private static func penalty(_ rank: Int) -> Double {
    switch rank {
    case ...2: 0
    case ...6: 0.05
    case Joints.paragraphRank: 0.2
    case Joints.itemRank: 0.3
    default: 0.5
    }
  }
}
