/// A mistake and the place where it stands.
package struct EnqueueMistake: Sendable, Equatable {
  /// The input as the user named it.
  package var source: String
  /// From 1; nil where the whole input is meant.
  package var line: Int?
  package var mistake: LineMistake

  package init(source: String, line: Int?, mistake: LineMistake) {
    self.source = source
    self.line = line
    self.mistake = mistake
  }

  /// One line for a terminal: `articles.jsonl:17: error: the id is empty. …`
  package var text: String {
    let place = line.map { "\(source):\($0)" } ?? source
    let remedy = mistake.remedy.map { " \($0)." } ?? ""
    return printable("\(place): error: \(mistake.sentence).\(remedy)")
  }
}
