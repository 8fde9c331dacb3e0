/// What a rewrite took out of a text and put into it, word by word; of what is too long for that,
/// paragraph by paragraph.
package struct WordDiff: Sendable, Equatable {
  package enum Kind: String, Sendable, Codable {
    case same, removed, added
  }

  package struct Span: Sendable, Equatable {
    package var kind: Kind
    package var text: String

    package init(_ kind: Kind, _ text: String) {
      self.kind = kind
      self.text = text
    }
  }

  /// In order; no two of a kind stand side by side, and what is removed stands before what replaces
  /// it. The same and the added ones together are the new text, the same and the removed ones the
  /// old one but for the way its lines end.
  package private(set) var spans: [Span] = []
  /// Some of it was too long to be compared word by word.
  package private(set) var isCoarse = false

  /// Comparisons of two words that one part may take: some 3,000 words against 3,000.
  private static let most = 9_000_000
  /// Of paragraphs with each other.
  private static let mostParagraphs = 3_000

  package init(before: String, after: String) {
    var numbers: [Substring: Int] = [:]
    let old = WordTokens(before[...], &numbers)
    let new = WordTokens(after[...], &numbers)
    if old.keys.count * new.keys.count <= Self.most {
      compare(old, new)
      return
    }
    let (olds, news) = (Self.paragraphs(before), Self.paragraphs(after))
    var keys: [String: Int] = [:]
    func key(_ paragraph: Substring) -> Int {
      let line = paragraph.last == "\r\n" ? paragraph.dropLast() + "\n" : String(paragraph)
      let number = keys[line] ?? keys.count
      keys[line] = number
      return number
    }
    var places = (old: 0, new: 0)
    var common: [(old: Int, new: Int)] = []
    if max(olds.count, news.count) <= Self.mostParagraphs {
      common = CommonRun(olds.map(key), news.map(key)).pairs
    }
    for pair in common + [(olds.count, news.count)] {
      compare(Array(olds[places.old..<pair.old]), Array(news[places.new..<pair.new]))
      if pair.new < news.count { add(.same, String(news[pair.new])) }
      places = (pair.old + 1, pair.new + 1)
    }
  }

  /// Paragraphs between two that are the same: word by word where that is not too much, each with
  /// its counterpart where there are as many.
  private mutating func compare(_ olds: [Substring], _ news: [Substring]) {
    guard let (old, new) = Self.tokens(olds.joined(), news.joined()) else {
      guard olds.count == news.count, olds.count > 1 else {
        isCoarse = true
        add(.removed, olds.joined())
        return add(.added, news.joined())
      }
      for (old, new) in zip(olds, news) { compare([old], [new]) }
      return
    }
    compare(old, new)
  }

  /// nil: too many to be compared.
  private static func tokens(_ old: String, _ new: String) -> (WordTokens, WordTokens)? {
    var numbers: [Substring: Int] = [:]
    let tokens = (WordTokens(old[...], &numbers), WordTokens(new[...], &numbers))
    return tokens.0.keys.count * tokens.1.keys.count > most ? nil : tokens
  }

  private mutating func compare(_ old: WordTokens, _ new: WordTokens) {
    var places = (old: 0, new: 0)
    let end = (old: old.keys.count, new: new.keys.count)
    for pair in Self.telling(CommonRun(old.keys, new.keys).pairs, old, end) + [end] {
      for place in places.old..<pair.old { add(.removed, old.text(place)) }
      for place in places.new..<pair.new { add(.added, new.text(place)) }
      if pair.new < end.new {
        add(.same, String(new.words[pair.new]))
        compareSpaces(old.spaces[pair.old], new.spaces[pair.new])
      }
      places = (pair.old + 1, pair.new + 1)
    }
  }

  private mutating func compareSpaces(_ old: Substring, _ new: Substring) {
    let common = zip(old, new).prefix { Self.isSame($0, $1) }.count
    add(.same, String(new.prefix(common)))
    add(.removed, String(old.dropFirst(common)))
    add(.added, String(new.dropFirst(common)))
  }

  /// An article may come with the line ends of another system; no model answers with them.
  private static func isSame(_ old: Character, _ new: Character) -> Bool {
    let ends: [Character] = ["\n", "\r\n", "\r"]
    return old == new || ends.contains(old) && ends.contains(new)
  }

  /// Without single short words and signs that both texts have between changes by chance: what is
  /// replaced there is read more easily in one piece.
  private static func telling(
    _ pairs: [(old: Int, new: Int)], _ old: WordTokens, _ end: (old: Int, new: Int)
  ) -> [(old: Int, new: Int)] {
    pairs.enumerated().filter { index, pair in
      let before = index > 0 ? pairs[index - 1] : (old: -1, new: -1)
      let after = index + 1 < pairs.count ? pairs[index + 1] : end
      let isAlone =
        (before.old + 1 < pair.old && before.new + 1 < pair.new)
        && (pair.old + 1 < after.old && pair.new + 1 < after.new)
      return !isAlone || old.words[pair.old].count > 3
    }.map(\.element)
  }

  private mutating func add(_ kind: Kind, _ text: String) {
    guard !text.isEmpty else { return }
    if kind == spans.last?.kind {
      spans[spans.count - 1].text += text
    } else if kind == .removed, spans.last?.kind == .added {
      let place = spans.count - 2
      if place >= 0, spans[place].kind == .removed {
        spans[place].text += text
      } else {
        spans.insert(Span(kind, text), at: spans.count - 1)
      }
    } else {
      spans.append(Span(kind, text))
    }
  }

  /// Lines, each with its line feed.
  private static func paragraphs(_ text: String) -> [Substring] {
    var paragraphs: [Substring] = []
    var start = text.startIndex
    while start < text.endIndex {
      let end =
        text[start...].firstIndex(where: \.isNewline).map { text.index(after: $0) } ?? text.endIndex
      paragraphs.append(text[start..<end])
      start = end
    }
    return paragraphs
  }
}
