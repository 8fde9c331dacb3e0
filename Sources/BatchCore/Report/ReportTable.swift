/// A table of a report, readable by a screen reader and on a narrow screen.
struct ReportTable {
  enum Cell {
    case text(String)
    /// Set flush right.
    case figure(String)
  }

  private let caption: String
  private let columns: [String]
  private var rows: [[Cell]] = []

  init(_ caption: String, _ columns: [String]) {
    self.caption = caption
    self.columns = columns
  }

  var isEmpty: Bool { rows.isEmpty }

  /// A row; its first cell names it.
  mutating func add(_ cells: [Cell]) { rows.append(cells) }

  /// A wide one is scrolled by itself, which a keyboard can only where it has the focus.
  var html: String {
    let heads = columns.map {
      $0.isEmpty ? "<td></td>" : "<th scope=\"col\">\(Self.isolated($0))</th>"
    }.joined()
    let lines = rows.map { cells in
      "<tr>" + cells.enumerated().map { Self.html($1, isName: $0 == 0) }.joined() + "</tr>\n"
    }
    return
      "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"\(markedUp(caption))\">\n"
      + "<table>\n<caption>\(markedUp(caption))</caption>\n<thead><tr>\(heads)</tr></thead>\n"
      + "<tbody>\n\(lines.joined())</tbody>\n</table>\n</div>\n"
  }

  private static func html(_ cell: Cell, isName: Bool) -> String {
    switch cell {
    case .text(let text):
      isName
        ? "<th scope=\"row\">\(isolated(text))</th>" : "<td>\(isolated(text))</td>"
    case .figure(let figure): "<td class=\"figure\">\(markedUp(figure))</td>"
    }
  }

  /// Text that may run from right to left, and does not turn what stands beside it.
  static func isolated(_ text: String) -> String { "<bdi>\(markedUp(text))</bdi>" }
}
