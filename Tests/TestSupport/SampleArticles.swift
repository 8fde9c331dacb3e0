/// Articles made up by number: short, all different, in several scripts.
package enum SampleArticles {
  private static let sentences = [
    "The chain squeaks, and oil alone will not cure it.", "Пять минут работы, и всё готово.",
    "L’été dernier, « personne » n’y croyait.", "自転車のチェーンを洗う。",
    "See [the map](https://example.org/map).",
    "It costs 12.50 and takes 3 days.", "`let x = 1` is all it needs.", "{% include note.html %}",
  ]

  /// The title of article `number`.
  package static func title(_ number: Int) -> String { "Article \(number)" }

  /// Its body: two to five paragraphs.
  package static func body(_ number: Int) -> String {
    (0..<(2 + number % 4)).map { "\(number).\($0) " + sentences[(number + $0) % sentences.count] }
      .joined(separator: "\n\n")
  }

  /// JSON Lines of the articles 1 to `count`, ids `a1`, `a2`, ...
  package static func lines(_ count: Int) -> String {
    (1...count).map { number in
      let body = body(number).replacing("\n", with: "\\n").replacing("\"", with: "\\\"")
      return #"{"id":"a\#(number)","title":"\#(title(number))","body":"\#(body)","lang":"en"}"#
        + "\n"
    }.joined()
  }
}
