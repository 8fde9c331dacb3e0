/// A terminal as far as `batch` asks for one: it applies the sequences it knows and notes every one
/// that it does not.
package struct TerminalEmulator {
  /// One row of cells; a wide character has an empty cell behind it.
  private struct Row {
    var cells: [String] = []
    /// The next row goes on with this one's text.
    var isWrapped = false
  }

  package private(set) var columns: Int
  package private(set) var rows: Int
  /// Sequences that it was sent and does not know.
  package private(set) var unknown: [String] = []
  package private(set) var bells = 0
  /// Rows that have gone off the top.
  private var history: [Row] = []
  private var screen: [Row]
  private var row = 0
  private var column = 0
  /// The last column is written, and the next character begins a row.
  private var isPending = false
  private var wraps = true
  private var joins = false
  private var rest: [UInt8] = []

  package init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (columns, rows)
    screen = Array(repeating: Row(), count: rows)
  }

  /// What stands on the screen, without the blanks at the lines' and at the screen's end.
  package var lines: [String] { Self.text(screen) }
  /// The same with all that has gone off the top.
  package var all: [String] { Self.text(history + screen) }
  package var cursor: (row: Int, column: Int) { (row, column) }
  package var wrapsLines: Bool { wraps }

  private static func text(_ rows: [Row]) -> [String] {
    var lines = rows.map { row in
      String(row.cells.joined().reversed().drop { $0 == " " }.reversed())
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  package mutating func feed(_ text: String) { feed(Array(text.utf8)) }

  /// Bytes as they are read: what is cut in a character or a sequence waits for its rest.
  package mutating func feed(_ bytes: [UInt8]) {
    var left = (rest + bytes)[...]
    rest = []
    while let first = left.first {
      let length = first == 0x1B ? Self.sequenceLength(left) : Self.characterLength(left)
      guard let length else {
        rest = Array(left)
        return
      }
      let part = String(decoding: left.prefix(length), as: UTF8.self)
      left = left.dropFirst(length)
      for scalar in part.unicodeScalars.prefix(first == 0x1B ? 0 : .max) { put(scalar) }
      if first == 0x1B { apply(part) }
    }
  }

  private static func characterLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first else { return nil }
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    return bytes.count < length ? nil : length
  }

  /// ECMA-48: parameters, then one letter.
  private static func sequenceLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count > 1 else { return nil }
    guard bytes[bytes.startIndex + 1] == UInt8(ascii: "[") else { return 2 }
    let end = bytes.dropFirst(2).firstIndex { (0x40...0x7E).contains($0) }
    return end.map { $0 - bytes.startIndex + 1 }
  }

  private mutating func apply(_ sequence: String) {
    let body = sequence.dropFirst(2)
    let count = max(1, Int(body.dropLast()) ?? 1)
    switch body.last {
    case "m" where body.dropLast().allSatisfy({ $0.isNumber || $0 == ";" }): break
    case "K" where body == "K": erase(from: column)
    case "J" where body == "J":
      erase(from: column)
      for below in screen.indices where below > row { screen[below] = Row() }
    case "A" where body.dropLast().allSatisfy(\.isNumber): move(to: max(0, row - count))
    case "B" where body.dropLast().allSatisfy(\.isNumber): move(to: min(rows - 1, row + count))
    case "C" where body.dropLast().allSatisfy(\.isNumber):
      column = min(columns - 1, column + count)
    case "l" where body == "?7l": wraps = false
    case "h" where body == "?7h": wraps = true
    default: unknown.append(sequence.debugDescription)
    }
  }

  private mutating func move(to row: Int) { (self.row, isPending) = (row, false) }

  private mutating func erase(from column: Int) {
    screen[row].cells = Array(screen[row].cells.prefix(column))
    screen[row].isWrapped = false
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\r": (column, isPending) = (0, false)
    case "\n": feedLine()
    case "\u{7}": bells += 1
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      unknown.append(String(scalar).debugDescription)
    default: write(scalar)
    }
  }

  private mutating func feedLine() {
    isPending = false
    guard row == rows - 1 else { return row += 1 }
    history.append(screen.removeFirst())
    screen.append(Row())
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    let width = Self.width(scalar)
    if width == 0 || joins { return attach(scalar) }
    if wraps, isPending || column + width > columns {
      screen[row].isWrapped = true
      feedLine()
      column = 0
    }
    guard column + width <= columns else { return }
    while screen[row].cells.count < column + width { screen[row].cells.append(" ") }
    screen[row].cells[column] = String(scalar)
    if width == 2 { screen[row].cells[column + 1] = "" }
    isPending = column + width == columns
    column = min(columns - 1, column + width)
  }

  private mutating func attach(_ scalar: Unicode.Scalar) {
    joins = scalar.value == 0x200D
    var last = isPending ? columns - 1 : column - 1
    while last > 0, screen[row].cells[last].isEmpty { last -= 1 }
    if last >= 0 { screen[row].cells[last].unicodeScalars.append(scalar) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x300...0x36F, 0x200B...0x200D, 0xFE00...0xFE0F: 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF01...0xFF60,
      0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }

  /// Another size. The rows are broken anew, as most terminals do, or cut, as xterm does; the
  /// cursor stays with its text.
  package mutating func resize(columns: Int, rows: Int, breaksAnew: Bool = true) {
    let (kept, place) = breaksAnew ? brokenAnew(columns) : cut(columns)
    (self.columns, self.rows) = (columns, rows)
    let used = (kept.lastIndex { !$0.cells.isEmpty } ?? 0) + 1
    let first = min(place.row, max(0, max(used, place.row + 1) - rows))
    history = Array(kept.prefix(first))
    screen = Array(kept.dropFirst(first).prefix(rows))
    while screen.count < rows { screen.append(Row()) }
    (row, column) = (place.row - first, min(place.column, columns - 1))
    isPending = false
  }

  private func cut(_ columns: Int) -> ([Row], (row: Int, column: Int)) {
    let cut = (history + screen).map { Row(cells: Array($0.cells.prefix(columns))) }
    return (cut, (history.count + row, column))
  }

  private func brokenAnew(_ columns: Int) -> ([Row], (row: Int, column: Int)) {
    var rows: [Row] = []
    var place = (row: 0, column: 0)
    var line: [String] = []
    var cursor: Int?
    for (index, old) in (history + screen).enumerated() {
      if index == history.count + row { cursor = line.count + column }
      line += old.cells
      if old.isWrapped { continue }
      let start = rows.count
      repeat {
        let piece = Array(line.prefix(columns))
        line.removeFirst(piece.count)
        rows.append(Row(cells: piece, isWrapped: !line.isEmpty))
      } while !line.isEmpty
      if let offset = cursor {
        place = (min(start + offset / columns, rows.count - 1), offset % columns)
      }
      cursor = nil
    }
    return (rows, place)
  }
}
