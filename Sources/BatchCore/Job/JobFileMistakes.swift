/// Everything that is wrong with one job file, in the order of its lines.
package struct JobFileMistakes: Error, Sendable, Equatable, CustomStringConvertible {
  /// More than these are counted, not listed.
  package static let listed = 20

  /// The file as the user knows it, such as `jobs/rewrite.yaml`.
  package var file: String
  /// Sorted by line, at most `listed`.
  package var mistakes: [JobFileMistake]
  /// How many more there are.
  package var unlisted: Int

  package init(file: String, all: [JobFileMistake]) {
    // A stable order for mistakes of the same line: the order in which they were found.
    let sorted = all.enumerated().sorted {
      ($0.element.line, $0.offset) < ($1.element.line, $1.offset)
    }
    self.file = file
    mistakes = sorted.prefix(Self.listed).map(\.element)
    unlisted = max(0, all.count - Self.listed)
  }

  /// One line a mistake: ``jobs/rewrite.yaml:7: unknown word `temprature`; …``.
  package var lines: [String] {
    var lines = mistakes.map { "\(file):\($0.line): \($0.sentence)" }
    if unlisted > 0 { lines.append("\(file): and \(unlisted) more") }
    return lines
  }

  package var description: String { lines.joined(separator: "\n") }
}
