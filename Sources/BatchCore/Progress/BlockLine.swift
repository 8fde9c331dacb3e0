/// One line of a progress block, whose parts give way to each other where it would be too long.
struct BlockLine: Equatable {
  /// What may become of a part.
  enum Yielding: Equatable {
    /// It stays as it is.
    case never
    /// It is shortened in its middle, to no fewer columns than these.
    case shortens(least: Int)
    /// It is left out; the highest number goes first.
    case drops(Int)
  }

  struct Part: Equatable {
    var text: String
    var tone: Style.Tone?
    var yielding: Yielding

    var width: Int { columnWidth(text) }
  }

  private(set) var parts: [Part] = []

  mutating func add(_ text: String, _ tone: Style.Tone? = nil, _ yielding: Yielding = .never) {
    parts.append(Part(text: printable(text), tone: tone, yielding: yielding))
  }

  /// The line in at most so many columns.
  ///
  /// - Parameter mark: stands for what was taken out of a part.
  func fitted(columns: Int, mark: String) -> Painted {
    let steps = Set(parts.compactMap(\.dropping)).sorted(by: >)
    for dropped in 0...steps.count {
      let gone = steps.prefix(dropped)
      let left = parts.filter { part in part.dropping.map { !gone.contains($0) } ?? true }
      let short = Self.shortening(left, columns: columns, mark: mark)
      if Self.width(short) <= columns { return Self.painted(short) }
    }
    let kept = parts.filter { $0.dropping == nil }.map(\.text).joined()
    return Painted(shortened(kept, columns: columns, mark: mark))
  }

  /// The widest part gives first.
  private static func shortening(_ parts: [Part], columns: Int, mark: String) -> [Part] {
    var parts = parts
    let yielding = parts.indices.filter { parts[$0].least != nil }
      .sorted { parts[$0].width > parts[$1].width }
    for index in yielding {
      let excess = width(parts) - columns
      guard excess > 0, let least = parts[index].least else { break }
      parts[index].text = shortened(
        parts[index].text, columns: max(least, parts[index].width - excess), mark: mark)
    }
    return parts
  }

  private static func width(_ parts: [Part]) -> Int { parts.reduce(0) { $0 + $1.width } }

  private static func painted(_ parts: [Part]) -> Painted {
    parts.map { Painted($0.text, $0.tone) }.joined(separator: "")
  }
}

extension BlockLine.Part {
  fileprivate var dropping: Int? {
    if case .drops(let order) = yielding { order } else { nil }
  }

  fileprivate var least: Int? {
    if case .shortens(let least) = yielding { least } else { nil }
  }
}
