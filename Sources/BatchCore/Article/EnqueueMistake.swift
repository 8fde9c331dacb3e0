/// A mistake and the place where it stands.
package struct EnqueueMistake: Sendable, Equatable {
  /// The input as the user named it.
  package var source: String
  /// From 1; nil where the whole input is meant.
  package var line: Int?
  /// Which element of a JSON array, from 1: one may stand on a single line.
  package var element: Int?
  package var mistake: LineMistake

  package init(source: String, line: Int?, element: Int? = nil, mistake: LineMistake) {
    self.source = source
    self.line = line
    self.element = element
    self.mistake = mistake
  }

  /// One line for a terminal: `articles.jsonl:17: error: the id is empty. …`
  package var text: String {
    let place = line.map { "\(source):\($0)" } ?? source
    let part = element.map { "element \($0): " } ?? ""
    let remedy = mistake.remedy.map { " \($0)." } ?? ""
    return printable("\(place): error: \(part)\(mistake.sentence).\(remedy)")
  }
}
