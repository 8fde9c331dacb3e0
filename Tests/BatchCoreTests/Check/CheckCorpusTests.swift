import BatchCore
import Foundation
import Testing

/// The checks over a corpus of one's own: name a JSON Lines file in BATCH_TEST_ARTICLES.
@Suite struct CheckCorpusTests {
  static let corpus = ProcessInfo.processInfo.environment["BATCH_TEST_ARTICLES"]

  static func articles() throws -> [Article] {
    let text = try Data(contentsOf: URL(filePath: try #require(corpus)))
    return try text.split(separator: 0x0A).map { line in
      let value = try JSONValue(parsing: line)
      return Article(
        id: value[member: "id"]?.text ?? "", title: value[member: "title"]?.text ?? "",
        body: value[member: "body"]?.text ?? "")
    }
  }

  private static func complaints(_ article: Article, body: String) -> [AnswerChecks.Complaint] {
    AnswerChecks(CheckedTexts.checks, article: article)
      .complaints(about: .object(["title": .string(article.title), "body": .string(body)]))
  }

  @Test(.enabled(if: corpus != nil))
  func `no unchanged article is refused, and a lost link is always found`() throws {
    var (links, found) = (0, 0)
    for (number, article) in try Self.articles().enumerated() {
      let marked = "<!-- rewritten by a/model-4.5 -->\n" + article.body
      #expect(Self.complaints(article, body: marked) == [], "\(article.id)")
      guard number % 20 == 0,
        let link = Markup(article.body).links.first(where: { $0.hasPrefix("http") })
      else { continue }
      links += 1
      let body = article.body.replacing(link, with: "")
      if Self.complaints(article, body: body).contains(where: { $0.check == "keepsLinks" }) {
        found += 1
      }
    }
    print("\(found) of \(links) lost links found")
    #expect(found * 100 >= links * 98)
  }

  @Test(.enabled(if: corpus != nil))
  func `passages of every article are quotes, and their words in another order are not`() throws {
    var (count, refused, found) = (0, 0, 0)
    for article in try Self.articles() {
      let passages = CheckedTexts.passages(of: article.body)
      guard let first = passages.first else { continue }
      count += 1
      if CheckedTexts.isInvented(passages.map(\.text), in: article) {
        refused += 1
        if refused <= 5 { print("\(article.id): \(passages.map(\.text))") }
      }
      if CheckedTexts.isInvented([first.disordered], in: article) { found += 1 }
    }
    print("\(count) articles: quotes of \(refused) refused, invented ones of \(found) found")
    #expect(refused * 200 <= count && found * 100 >= count * 98)
  }
}
