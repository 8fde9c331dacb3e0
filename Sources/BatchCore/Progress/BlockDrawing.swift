/// What is written to a terminal so that a block of lines stands at its bottom, and notices above
/// it.
///
/// The cursor rests at the block's beginning: however a terminal breaks the lines anew when its
/// size changes, what is to be erased is what follows the cursor. Lines are not wrapped while they
/// are drawn (DECAWM), so that a width that was guessed wrong cuts a line and moves none.
package struct BlockDrawing: Sendable, Equatable {
  /// On the screen now, from the cursor's line on.
  private var drawn: [String] = []
  /// Of the terminal, when it was drawn.
  private var columns = 0
  private var rows = 0

  package init() {}

  private static let eraseLine = "\u{1B}[K"
  /// Not from the screen's first corner on: tmux takes that for a screen to be kept in its history.
  private static let eraseBelow = "\r\u{1B}[K\u{1B}[C\u{1B}[J\r"
  private static let wrapsNot = "\u{1B}[?7l"
  private static let wraps = "\u{1B}[?7h"

  /// Draws the block, and of the one on the screen only what has changed.
  ///
  /// - Returns: what to write; empty where nothing has changed.
  package mutating func draw(_ lines: [String], columns: Int, rows: Int) -> String {
    let isResized = (columns, rows) != (self.columns, self.rows) && !drawn.isEmpty
    guard isResized || lines != drawn else { return "" }
    let before = isResized ? [] : drawn
    (drawn, self.columns, self.rows) = (lines, columns, rows)
    let body = lines.enumerated().map { index, line in
      // The cursor's line may hold what was typed meanwhile. A line is erased first: after one that
      // fills its row the cursor stands on its last character.
      index > 0 && index < before.count && before[index] == line ? "" : Self.eraseLine + line
    }.joined(separator: "\r\n")
    // There were lines below, so that this line feed scrolls nothing.
    let below = lines.count < before.count ? "\r\n\u{1B}[J\u{1B}[A" : ""
    let back = lines.count > 1 ? "\u{1B}[\(lines.count - 1)A\r" : "\r"
    return Self.wrapsNot + (isResized ? Self.eraseBelow : "\r") + body + below + back
      + Self.wraps
  }

  /// Says something above the block, which stands under it again.
  ///
  /// - Parameter notice: lines without a line feed at the end.
  package mutating func say(_ notice: String) -> String {
    let block = drawn
    let above = erase() + notice + "\n"
    return block.isEmpty ? above : above + draw(block, columns: columns, rows: rows)
  }

  /// Takes the block away.
  package mutating func erase() -> String {
    defer { drawn = [] }
    return drawn.isEmpty ? "" : Self.eraseBelow
  }

  /// Leaves the block where it is, as plain lines of the past, and the cursor under it.
  package mutating func leave() -> String {
    defer { drawn = [] }
    guard !drawn.isEmpty else { return "" }
    let lines = drawn.map { Self.eraseLine + $0 }.joined(separator: "\r\n")
    return Self.wrapsNot + "\r" + lines + Self.wraps + "\r\n"
  }

  /// Others have written to the screen: the next block begins on the cursor's line.
  package mutating func forget() { drawn = [] }
}
