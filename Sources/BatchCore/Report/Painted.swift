/// A text whose stretches have tones. Whatever it holds, nothing in it can move a terminal's
/// cursor: each stretch is made printable before it is coloured.
package struct Painted: Sendable, Equatable, ExpressibleByStringInterpolation {
  private var stretches: [Stretch]

  private struct Stretch: Sendable, Equatable {
    var text: String
    var tone: Style.Tone?
  }

  package init(_ text: String, _ tone: Style.Tone? = nil) {
    stretches = [Stretch(text: text, tone: tone)]
  }

  package init(stringLiteral text: String) { self.init(text) }

  package static func + (left: Painted, right: Painted) -> Painted {
    var both = left
    both.stretches += right.stretches
    return both
  }

  /// A message with its word `error:` or `warning:`, if it has one, in the word's colour.
  package init(message: String) {
    for (word, tone) in [("error:", Style.Tone.bad), ("warning:", .held)] {
      guard let range = message.firstRange(of: word),
        range.lowerBound == message.startIndex || message[..<range.lowerBound].hasSuffix(" ")
      else { continue }
      self =
        Painted(String(message[..<range.lowerBound])) + Painted(word, tone)
        + Painted(String(message[range.upperBound...]))
      return
    }
    self.init(message)
  }

  package func text(_ style: Style, keepingLines: Bool = false) -> String {
    stretches.map { style.paint(printable($0.text, keepingLines: keepingLines), $0.tone) }.joined()
  }
}

extension Sequence<Painted> {
  package func joined(separator: String) -> Painted {
    var whole: Painted?
    for part in self { whole = whole.map { $0 + Painted(separator) + part } ?? part }
    return whole ?? ""
  }
}
