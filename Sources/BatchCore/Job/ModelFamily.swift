/// Which model an id means, without its date, variant and spelling (S48).
struct ModelFamily: Equatable {
  /// The words of the slug in any order: `claude-haiku-4.5` is `claude-4.5-haiku`.
  private var words: [String]

  /// - Parameter isAnyVersion: version numbers are left out.
  private init(_ id: String, isAnyVersion: Bool) {
    let slug = id.lowercased().split(separator: "/").last ?? ""
    let bare = slug.prefix { $0 != ":" }.drop { $0 == "~" }
    var words = Self.withoutDate(
      bare.split { "-_~".contains($0) }.map(String.init).filter { !Self.idle.contains($0) })
    words = Self.withJoinedVersion(words)
    if isAnyVersion { words.removeAll { $0.allSatisfy { $0.isNumber || $0 == "." } } }
    self.words = words.sorted()
  }

  /// Whether an answer of one model is what a request for the other asked for: the same model under
  /// an alias, a dated slug or a variant. Routers choose the model themselves.
  static func isSame(_ served: String, as asked: String) -> Bool {
    if asked.hasPrefix("openrouter/") { return true }
    let isAlias = asked.hasPrefix("~") || asked.contains("latest")
    return ModelFamily(served, isAnyVersion: isAlias) == ModelFamily(asked, isAnyVersion: isAlias)
  }

  /// Words that name no other model.
  private static let idle: Set<String> = ["latest", "preview", "exp", "instruct"]

  /// Without a release's date or number: `2024-07-18`, `08-2024`, `20251001`, `0613`, `05-20`,
  /// `001`.
  private static func withoutDate(_ words: [String]) -> [String] {
    func isNumber(_ index: Int, _ length: ClosedRange<Int>) -> Bool {
      words.indices.contains(index) && length.contains(words[index].utf8.count)
        && words[index].utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
    return words.indices.filter { index in
      let hasDateBeside = isNumber(index - 1, 2...4) || isNumber(index + 1, 2...4)
      return !isNumber(index, 3...8) && !(isNumber(index, 2...2) && hasDateBeside)
    }.map { words[$0] }
  }

  /// `claude-3-5-sonnet` is `claude-3.5-sonnet`.
  private static func withJoinedVersion(_ words: [String]) -> [String] {
    var joined: [String] = []
    var isOpen = false
    for word in words {
      let isDigit = word.utf8.count == 1 && word.utf8.allSatisfy { (0x30...0x39).contains($0) }
      if isDigit, isOpen, let last = joined.popLast() {
        joined.append("\(last).\(word)")
        isOpen = false
      } else {
        joined.append(word)
        isOpen = isDigit
      }
    }
    return joined
  }
}
