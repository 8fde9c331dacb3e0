/// Colour where a person reads it, and nowhere else.
package struct Style: Sendable, Equatable {
  /// What a stretch of text is; its colour follows from it.
  package enum Tone: Sendable, Equatable {
    /// Done.
    case good
    /// Failed, or an error.
    case bad
    /// Paused, or a warning.
    case held
    /// Said in passing.
    case quiet
  }

  package var isColoured: Bool

  package static let plain = Style(isColoured: false)

  package init(isColoured: Bool) { self.isColoured = isColoured }

  /// - Parameters:
  ///   - isTerminal: the text goes to a terminal, not to a file or a program.
  ///   - environment: its `NO_COLOR` (no-color.org: any value but an empty one) and `TERM`, which a
  ///     terminal that knows no colour gives as `dumb` or not at all.
  ///   - noColor: the option of that name.
  package init(isTerminal: Bool, environment: [String: String], noColor: Bool) {
    let term = environment["TERM"] ?? ""
    isColoured =
      isTerminal && !noColor && environment["NO_COLOR", default: ""].isEmpty
      && !term.isEmpty && term != "dumb"
  }

  /// The text in the tone's colour, line by line, so that a cut-off line colours no other.
  package func paint(_ text: String, _ tone: Tone?) -> String {
    guard isColoured, let tone, !text.isEmpty else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "\u{1B}[\(Self.code(tone))m\($0)\u{1B}[0m" }
      .joined(separator: "\n")
  }

  private static func code(_ tone: Tone) -> String {
    switch tone {
    case .good: "32"
    case .bad: "31"
    case .held: "33"
    case .quiet: "2"
    }
  }
}
