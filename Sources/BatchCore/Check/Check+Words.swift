extension Check {
  /// A number may be written with another sign between its groups, or with another count of zeros
  /// around its fraction (`3.500` is `3.5` only where the article's language has it so), and stand
  /// anywhere in the answer, but not be written in words.
  static func lostNumbers(_ texts: ComparedTexts) -> String? {
    guard let answer = texts.answer else { return nil }
    var wanted = NumberScan.runs(in: texts.articleMarkup.prose)
    let title = texts.fields.first { $0.name == "title" }
    if title != nil { wanted += NumberScan.runs(in: Array(texts.articleTitle.utf8)) }
    guard !wanted.isEmpty else { return nil }
    let places = [
      Array(answer.utf8), texts.answerMarkup.prose, Array((title?.text ?? "").utf8),
    ]
    let mark = TextLanguage.of(texts.articleMarkup.prose)?.decimalMark
    let found = Set(places.flatMap(NumberScan.runs).flatMap { $0.readings(mark) })
    let lost = wanted.filter { !$0.isFound(in: found, mark) }
    let names = missing(lost.map(\.written), from: [])
    return names.isEmpty ? nil : "These numbers of the article are missing: \(listing(names))."
  }

  static func otherLanguage(_ texts: ComparedTexts) -> String? {
    guard let old = TextLanguage.of(texts.articleMarkup.prose) else { return nil }
    let new =
      texts.answer != nil
      ? TextLanguage.of(texts.answerMarkup.prose)
      : TextLanguage.of(Array(texts.fields.map(\.text).joined(separator: "\n").utf8))
    guard let new, new != old else { return nil }
    return "The article is written in \(old.name), the answer in \(new.name)."
  }

  /// Of short articles a few words more or less are no matter.
  private static let spareLength = 200

  static func otherLength(_ texts: ComparedTexts, _ range: ClosedRange<Double>) -> String? {
    guard let answer = texts.answer else { return nil }
    let (old, new) = (length(texts.article), length(answer))
    guard abs(new - old) > (texts.isExact ? 0 : spareLength) else { return nil }
    let ratio = Double(new) / Double(max(old, 1))
    guard !range.contains(ratio) else { return nil }
    let what = ratio < range.lowerBound ? "shorter" : "longer"
    return "The answer is much \(what) than the article: \(new) characters instead of \(old)."
  }

  /// In characters other than white space.
  static func length(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { count, scalar in
      switch scalar.value {
      case ...0x20, 0xA0, 0x2000...0x200B, 0x3000: count
      default: count + 1
      }
    }
  }

  /// A title or body may be empty where the article's is.
  static func emptyField(_ texts: ComparedTexts) -> String? {
    let empty = texts.fields.filter { field in
      guard field.text.isBlank else { return false }
      switch field.name {
      case "title": return !texts.articleTitle.isBlank
      case "body", "": return !texts.article.isBlank
      default: return true
      }
    }
    guard let first = empty.first else { return nil }
    return first.name.isEmpty ? "The answer is empty." : "`\(first.name)` is empty."
  }
}
