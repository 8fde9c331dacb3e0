import Foundation
import Simulator
import Testing

/// A corpus of one's own, through everything that can be mended. Articles are not part of the
/// repository: name a JSON Lines file in BATCH_TEST_ARTICLES to run this.
struct RealArticlesTests {
  private static let corpus = ProcessInfo.processInfo.environment["BATCH_TEST_ARTICLES"]

  private static let recoverable: [Fault] = [
    .rateLimited(.retryAfterFraction, seconds: 0.2), .internalError, .badGateway(.text),
    .overloaded(retryAfter: nil), .requestTimeout, .errorInside(code: 502), .finishError,
    .streamError, .cut(afterBytes: 2000), .empty, .noChoices, .truncated, .prose, .fencedJSON,
    .trailingComma, .missingField,
  ]

  @Test(.enabled(if: corpus != nil))
  func `every article is exported in input order and equal to what was answered, or too long`()
    async throws
  {
    let corpus = try #require(Self.corpus)
    var settings = SimulatorSettings()
    settings.latency = .range(2...8)
    settings.faults = Self.recoverable.map { FaultRule($0, share: 0.03) }
    try await withProvider(settings) { provider, batch in
      #expect(try batch.run("enqueue", corpus).status == 0)
      let run = try batch.run("run", "--role", "rewrite")
      let articles = try Self.documents(String(contentsOfFile: corpus, encoding: .utf8))
      let exported = try batch.run("export", "--role", "rewrite", "--status", "all").output
      let lines = try Self.documents(exported)
      #expect(lines.map { $0["id"] as? String } == articles.map { $0["id"] as? String })
      var failed: [String: Int] = [:]
      for (article, line) in zip(articles, lines) {
        guard let output = line["output"] as? [String: Any] else {
          failed[(line["failure"] as? [String: Any])?["kind"] as? String ?? "none", default: 0] += 1
          continue
        }
        let model = line["model"] as? String ?? ""
        let title = article["title"] as? String ?? ""
        let body = article["body"] as? String ?? ""
        #expect(output["title"] as? String == ExpectedAnswer.title(title))
        let written = output["body"] as? String ?? ""
        let mark = /<!-- rewritten by [a-z0-9.\/-]+ -->\n/
        let plain = written.replacing(mark, with: "")
        if written.matches(of: mark).count == 1 {
          #expect(plain.unicodeScalars.elementsEqual(body.unicodeScalars), "\(line["id"] ?? "")")
        } else {
          // Each section of a long one is marked alone, in front of its own empty lines.
          #expect(Self.lines(plain) == Self.lines(body), "\(line["id"] ?? "")")
        }
        #expect(written.contains(ExpectedAnswer.body("", model: model)), "\(line["id"] ?? "")")
      }
      print(
        "\(articles.count) articles: \(failed) failed, \(provider.simulator.summary.requests) requests"
      )
      #expect(Set(failed.keys).isSubset(of: ["tooLong"]), "\(run.talk)")
      #expect(provider.simulator.summary.maxInFlight <= 5)
      #expect(try batch.run("verify").status == 0)
    }
  }

  private static func lines(_ text: String) -> [[Unicode.Scalar]] {
    text.unicodeScalars.split { $0 == "\n" || $0 == "\r" }.map(Array.init)
  }

  private static func documents(_ text: String) throws -> [[String: Any]] {
    try text.utf8.split(separator: 0x0A).map {
      try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any] ?? [:]
    }
  }
}
