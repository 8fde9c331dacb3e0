/// What a terminal, as its environment describes it, can be given.
package struct TerminalAbilities: Sendable, Equatable {
  /// It moves its cursor when it is told to, and its user wants that.
  package var redraws: Bool
  /// It shows more than ASCII.
  package var isUnicode: Bool
  package var style: Style

  package init(redraws: Bool = true, isUnicode: Bool = true, style: Style = .plain) {
    self.redraws = redraws
    self.isUnicode = isUnicode
    self.style = style
  }

  /// - Parameters:
  ///   - environment: `TERM`, which a terminal that can move no cursor gives as `dumb` or not at
  ///     all; and the locale's `LC_ALL`, `LC_CTYPE` and `LANG`, the first that is set.
  ///   - isPlain: `--plain`: lines, and no colour.
  package init(isTerminal: Bool, environment: [String: String], noColor: Bool, isPlain: Bool) {
    let term = environment["TERM"] ?? ""
    redraws = isTerminal && !isPlain && !term.isEmpty && term != "dumb"
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }
      .first { !$0.isEmpty }
    let name = locale?.lowercased() ?? ""
    isUnicode = name.contains("utf-8") || name.contains("utf8")
    style = Style(isTerminal: isTerminal, environment: environment, noColor: noColor || isPlain)
  }
}

/// Where a progress block is drawn.
package struct Canvas: Sendable, Equatable {
  package var columns: Int
  package var rows: Int
  package var abilities: TerminalAbilities

  package init(columns: Int, rows: Int, abilities: TerminalAbilities = TerminalAbilities()) {
    self.columns = columns
    self.rows = rows
    self.abilities = abilities
  }

  /// Stands for what was taken out of a line.
  var mark: String { abilities.isUnicode ? "…" : "..." }
}
