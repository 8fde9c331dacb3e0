/// The places at which a text may be cut.
struct Joints {
  struct Joint: Equatable {
    var place: Int
    /// What begins there: 1 to 6 a heading of that level, then a paragraph, then an item of a
    /// list.
    var rank: Int
  }

  static let paragraphRank = 7
  static let itemRank = 8
  /// Of a list without empty lines between its items.
  static let tightItemRank = 9

  /// Elements that begin a paragraph of their own.
  private static let blocks: Set<String> = [
    "p", "div", "ul", "ol", "dl", "table", "blockquote", "figure", "pre", "section", "details",
    "article", "aside",
  ]

  /// In order, none at the text's beginning.
  private(set) var all: [Joint] = []

  init(_ bytes: [UInt8]) {
    var reader = MarkupReader(bytes: bytes, isRecording: true)
    reader.read()
    let wholes = Self.wholes(reader.pieces, frontMatter: Self.frontMatter(bytes))
    var ranks = Self.paragraphs(bytes)
    for piece in reader.pieces {
      switch piece.kind {
      case .heading(let level): ranks[piece.range.lowerBound] = level
      case .opens(let name):
        if let level = Self.headingLevel(name) {
          ranks[piece.range.lowerBound] = level
        } else if Self.blocks.contains(name) {
          ranks[piece.range.lowerBound, default: Self.paragraphRank] = Self.paragraphRank
        }
      case .solid, .closes: break
      }
    }
    all = Self.outside(wholes, ranks)
  }

  static func headingLevel(_ name: String) -> Int? {
    guard name.utf8.count == 2, name.first == "h", let level = name.last?.wholeNumberValue else {
      return nil
    }
    return (1...6).contains(level) ? level : nil
  }

  /// Lines below an empty one, and items of lists, that are not indented: code and what belongs to
  /// an item is.
  private static func paragraphs(_ bytes: [UInt8]) -> [Int: Int] {
    var ranks: [Int: Int] = [:]
    var line = 0
    var isBelowEmpty = false
    while line < bytes.count {
      let end = bytes[line...].firstIndex(of: 0x0A) ?? bytes.count
      let text = bytes[line..<end]
      let isEmpty = text.allSatisfy(\.isBlank)
      if !isEmpty, let first = text.first, !first.isBlank {
        let isItem = isItem(text)
        if isBelowEmpty { ranks[line] = isItem ? itemRank : paragraphRank }
        if !isBelowEmpty, isItem { ranks[line] = tightItemRank }
      }
      isBelowEmpty = isEmpty
      line = end + 1
    }
    return ranks
  }

  private static func isItem(_ line: ArraySlice<UInt8>) -> Bool {
    let mark = line.drop(while: \.isDigit)
    guard let first = mark.first, mark.dropFirst().first?.isBlank == true else { return false }
    return mark.startIndex > line.startIndex
      ? ".)".utf8.contains(first) : "-*+".utf8.contains(first)
  }

  /// What nothing may cut: whole pieces, and everything between a beginning and its end. A
  /// beginning without an end is none.
  private static func wholes(_ pieces: [MarkupPiece], frontMatter: Int) -> [Range<Int>] {
    var wholes = frontMatter > 0 ? [0..<frontMatter] : []
    var open: [(name: String, place: Int)] = []
    for piece in pieces {
      switch piece.kind {
      case .solid: wholes.append(piece.range)
      case .heading: break
      case .opens(let name):
        wholes.append(piece.range)
        open.append((name, piece.range.lowerBound))
        if open.count > 1_000 { open.removeFirst(500) }
      case .closes(let name):
        wholes.append(piece.range)
        guard let index = open.lastIndex(where: { $0.name == name }) else { continue }
        wholes.append(open[index].place..<piece.range.upperBound)
        open.removeSubrange(index...)
      }
    }
    return wholes.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// The end of the lines between two `---` at the beginning.
  private static func frontMatter(_ bytes: [UInt8]) -> Int {
    guard bytes.starts(with: "---\n".utf8) || bytes.starts(with: "---\r\n".utf8) else { return 0 }
    let text = bytes.dropFirst(4)
    guard let end = text.firstRange(of: "\n---".utf8) else { return 0 }
    return end.upperBound
  }

  private static func outside(_ wholes: [Range<Int>], _ ranks: [Int: Int]) -> [Joint] {
    var joints: [Joint] = []
    var next = wholes.makeIterator()
    var whole = next.next()
    var covered = 0
    for (place, rank) in ranks.sorted(by: { $0.key < $1.key }) where place > 0 {
      while let current = whole, current.lowerBound < place {
        covered = max(covered, current.upperBound)
        whole = next.next()
      }
      if covered <= place { joints.append(Joint(place: place, rank: rank)) }
    }
    return joints
  }
}
