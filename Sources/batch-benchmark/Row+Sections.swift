import BatchCore
import Foundation

extension Row {
  /// How long it takes to find the places where long articles are cut.
  static let sections = Row(
    name: "sections",
    method: "The articles of the JSON Lines file that BATCH_TEST_ARTICLES names, else 3,109 made "
      + "up of 9,000 bytes with headings, code and tables, cut over 5,000 and over 500 words, in "
      + "one thread.",
    seconds: 0
  ) { _ in
    let bodies = try bodies()
    return [5_000, 500].flatMap { words in
      var cut = 0
      let span = ContinuousClock().measure {
        for body in bodies where Sections.of(body, over: words).count > 1 { cut += 1 }
      }
      return [
        Figure(
          name: "for \(bodies.count) articles over \(words) words", value: span.inSeconds,
          unit: "s", goal: .atMost(2)),
        Figure(name: "cut over \(words) words", value: Double(cut), unit: "articles"),
      ]
    }
  }

  private static func bodies() throws -> [String] {
    guard let path = ProcessInfo.processInfo.environment["BATCH_TEST_ARTICLES"] else {
      return (1...3_109).map(madeUp)
    }
    return try Data(contentsOf: URL(filePath: path)).split(separator: 0x0A).map { line in
      try JSONValue(parsing: line)[member: "body"]?.text ?? ""
    }
  }

  /// One in forty is as long as to be cut over 5,000 words.
  private static func madeUp(_ number: Int) -> String {
    let part = """
      ## Part of article \(number)

      The chain squeaks, and **oil** will not cure it: see [the guide](https://example.org/\(number)).

      ```sh
      wipe --slowly

      # twice
      ```

      | part | price |
      |---|---|
      | chain | 24.90 |


      """
    let sentence = "Whoever rides in winter knows the salt. "
    let paragraph = String(repeating: sentence, count: 20) + "\n\n"
    return String(repeating: part + paragraph, count: number % 40 == 0 ? 45 : 9)
  }
}
