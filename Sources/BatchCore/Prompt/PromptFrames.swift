import Mustache
import Synchronization

/// What a template writes around the values of its variables.
///
/// A value is only put in its place; what else is written depends on whether it is there. So a
/// template is rendered once for all articles that have the same variables, with marks in place of
/// the values.
final class PromptFrames: Sendable {
  /// The template's own words, and the places of the variables between them.
  private struct Frame {
    var words: [String]
    /// In `names`.
    var places: [Int]
  }

  private let template: MustacheTemplate
  private let names: [String]
  /// By which of the variables are there.
  private let frames = Mutex<[[Bool]: Frame]>([:])

  /// - Parameter names: all that the template names, each once.
  init(_ template: MustacheTemplate, names: [String]) {
    self.template = template
    self.names = names
  }

  func render(_ article: ArticleFields) -> String {
    let values = names.map(article.text)
    let frame = frame(values.map { $0 != nil })
    var text = ""
    text.reserveCapacity(
      frame.words.reduce(0) { $0 + $1.utf8.count }
        + frame.places.reduce(0) { $0 + (values[$1]?.utf8.count ?? 0) })
    for (number, words) in frame.words.enumerated() {
      if number > 0 { text += values[frame.places[number - 1]] ?? "" }
      text += words
    }
    return text
  }

  private func frame(_ isThere: [Bool]) -> Frame {
    if let frame = frames.withLock({ $0[isThere] }) { return frame }
    let marks = zip(names, isThere).enumerated().compactMap { number, variable in
      variable.1 ? (variable.0, "\0\(number)\0") : nil
    }
    let rendered = template.render(Dictionary(uniqueKeysWithValues: marks))
    let pieces = rendered.utf8.split(separator: 0, omittingEmptySubsequences: false)
    var frame = Frame(words: [], places: [])
    for (number, piece) in pieces.enumerated() {
      if number.isMultiple(of: 2) {
        frame.words.append(String(Substring(piece)))
      } else if let place = Int(Substring(piece)) {
        frame.places.append(place)
      }
    }
    let made = frame
    frames.withLock { $0[isThere] = made }
    return frame
  }
}
