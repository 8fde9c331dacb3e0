/// `batch models`: a table for people.
package struct ModelsText {
  private let report: ModelsReport
  private let columns: Int?

  /// - Parameter columns: of the terminal, at least 60; nil: as wide as the ids are.
  package init(_ report: ModelsReport, columns: Int?) {
    self.report = report
    self.columns = columns
  }

  private static let heads = ["context", "in", "out", "can"]
  private static let gap = "  "

  /// The head, a line a model, and what the letters and prices mean.
  package func lines(_ style: Style = .plain) -> [String] {
    let rows = report.models.map { (id: printable($0.id), cells: Self.cells($0)) }
    let widths = Self.heads.indices.map { place in
      (rows.map { $0.cells[place].count } + [Self.heads[place].count]).max() ?? 0
    }
    let figures = widths.reduce(0) { $0 + Self.gap.count + $1 }
    let longest = (rows.map(\.id.count) + [5]).max() ?? 5
    let room = min(longest, columns.map { max($0 - figures, 20) } ?? longest)
    let table = rows.map { Self.row(Self.cut($0.id, to: room), $0.cells, room, widths) }
    let notes = notes(isCut: longest > room).map { Painted($0, .quiet).text(style) }
    return [Self.row("model", Self.heads, room, widths)] + table + [""] + notes
  }

  private func notes(isCut: Bool) -> [String] {
    var notes = [
      "\(Wording.counted(report.models.count, "model")). \(origin)",
      "in, out: dollars for a million tokens.",
      "can: s JSON schema, j JSON mode, i images, r reasoning.",
    ]
    if report.models.contains(where: \.isModerated) {
      notes.append("m: moderated; its provider refuses an article that it flags.")
    }
    if isCut { notes.append("Ids with ... in their middle are whole in batch models --json.") }
    for card in report.models {
      guard let day = card.expiresOn else { continue }
      notes.append("\(printable(card.id)) may be gone after \(printable(day)).")
    }
    return notes
  }

  private var origin: String {
    switch report.origin {
    case .provider: "The provider's list, asked for just now."
    case .cached(let since): "The provider's list of \(since.iso)."
    case .kept(let since): "An older list, of \(since.iso)."
    case .offline: "The list that this version brings along."
    }
  }

  private static func cells(_ card: ModelCard) -> [String] {
    [
      context(card.contextLength), price(card.promptPrice, card), price(card.completionPrice, card),
      abilities(card),
    ]
  }

  /// `128K`, `1.0M`: thousands and millions of tokens.
  private static func context(_ tokens: Int) -> String {
    switch tokens {
    case ..<1_000: "\(tokens)"
    case ..<1_000_000: "\(tokens / 1_000)K"
    default: "\(tokens / 1_000_000).\(tokens % 1_000_000 / 100_000)M"
    }
  }

  private static func price(_ price: Money?, _ card: ModelCard) -> String {
    guard let price else { return card.hasVariablePrice ? "varies" : "unknown" }
    return price == .zero && card.isFree ? "free" : Wording.dollars(price.dollarsForMillion)
  }

  private static func abilities(_ card: ModelCard) -> String {
    var letters = ""
    switch card.strongestFormat {
    case .jsonSchema: letters += "s"
    case .jsonObject: letters += "j"
    case .none: break
    }
    if card.answersImages { letters += "i" }
    if card.canReason { letters += "r" }
    if card.isModerated { letters += "m" }
    return letters.isEmpty ? "-" : letters
  }

  /// The figures to the right, so that they can be compared; the last cell to the left.
  private static func row(_ id: String, _ cells: [String], _ room: Int, _ widths: [Int]) -> String {
    var row = id + blanks(room - id.count)
    for (place, cell) in cells.enumerated() {
      let isLast = place == cells.count - 1
      row += gap + (isLast ? "" : blanks(widths[place] - cell.count)) + cell
    }
    return row
  }

  private static func blanks(_ count: Int) -> String {
    String(repeating: " ", count: max(count, 0))
  }

  /// An id's beginning and end, which hold its author and its variant.
  private static func cut(_ id: String, to room: Int) -> String {
    guard id.count > room else { return id }
    let kept = room - 3
    return id.prefix(kept - kept / 2) + "..." + id.suffix(kept / 2)
  }
}

extension ModelCard {
  /// Nothing that it does has a price.
  fileprivate var isFree: Bool {
    let prices = [
      promptPrice, completionPrice, requestPrice, reasoningPrice, imageTokenPrice, imagePrice,
    ]
    return prices.compactMap { $0 }.allSatisfy { $0 == .zero }
  }
}
