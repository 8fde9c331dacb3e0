/// A text cut into words, signs and single characters of scripts without spaces, each with the
/// white space behind it.
struct WordTokens {
  /// What is compared, a number for each different one.
  private(set) var keys: [Int] = []
  private(set) var words: [Substring] = []
  /// The white space behind each.
  private(set) var spaces: [Substring] = []

  /// - Parameter numbers: given to words so far; shared by the two sides of a comparison.
  init(_ text: Substring, _ numbers: inout [Substring: Int]) {
    var start = text.startIndex
    while start < text.endIndex {
      let word = Self.endOfWord(text, from: start)
      var end = word
      while end < text.endIndex, text[end].isWhitespace { end = text.index(after: end) }
      let key = text[start..<word]
      let number = numbers[key] ?? numbers.count
      numbers[key] = number
      keys.append(number)
      words.append(key)
      spaces.append(text[word..<end])
      start = end
    }
  }

  /// A word and what stands behind it.
  func text(_ place: Int) -> String { String(words[place]) + spaces[place] }

  /// White space in front of everything is a word of its own, an empty one.
  private static func endOfWord(_ text: Substring, from start: Substring.Index) -> Substring.Index {
    guard isPartOfWord(text[start]) else {
      return text[start].isWhitespace ? start : text.index(after: start)
    }
    var end = text.index(after: start)
    while end < text.endIndex, isPartOfWord(text[end]) { end = text.index(after: end) }
    return end
  }

  private static func isPartOfWord(_ character: Character) -> Bool {
    if let ascii = character.asciiValue {
      return ascii.isLetter || (0x30...0x39).contains(ascii) || ascii == 0x27 || ascii == 0x5F
    }
    guard let scalar = character.unicodeScalars.first else { return false }
    if scalar == "\u{2019}" { return true }
    // Chinese, Japanese, Korean and Thai stand without spaces.
    switch scalar.value {
    case 0x0E00...0x0EFF, 0x2E80...0x9FFF, 0xAC00...0xD7FF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      return false
    default: return character.isLetter || character.isNumber
    }
  }
}
