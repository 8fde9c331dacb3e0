extension ModelCatalogue {
  /// The models whose id holds every word of a text, capital letters or not; a variant that is not
  /// listed, such as `openai/gpt-4o:nitro`, is found by its whole id.
  package func models(matching text: String) -> [ModelCard] {
    let words = text.lowercased().split(whereSeparator: \.isWhitespace)
    let found = ids.filter { id in
      let id = id.lowercased()
      return words.allSatisfy { id.contains($0) }
    }
    return (found.isEmpty ? [text] : Array(found)).compactMap { card(of: $0) }
  }

  /// Ids that were perhaps meant by a text that no id holds: by the whole id, else by the name
  /// after the author, else by one word of it.
  package func idsNear(_ text: String, count: Int = 3) -> [String] {
    let text = text.lowercased()
    let whole = nearestIDs(to: text, count: count)
    guard whole.isEmpty else { return whole }
    let sorted = ids.sorted()
    let names = sorted.map {
      ModelID.withoutVariant($0).split(separator: "/").last.map(String.init) ?? $0
    }
    if let name = nearest(text, in: names) {
      return Array(zip(sorted, names).filter { $1 == name }.map(\.0).prefix(count))
    }
    let words = Set(sorted.flatMap(Self.words)).sorted()
    guard let word = nearest(text, in: words.filter { $0.count > 2 }) else { return [] }
    return Array(sorted.filter { Self.words($0).contains(word) }.prefix(count))
  }

  private static func words(_ id: String) -> [String] {
    id.lowercased().split { $0 == "/" || $0 == "-" || $0 == ":" }.map(String.init)
  }
}
