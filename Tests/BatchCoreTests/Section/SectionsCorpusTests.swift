import BatchCore
import Testing

/// The splitter over a corpus of one's own: name a JSON Lines file in BATCH_TEST_ARTICLES.
@Suite struct SectionsCorpusTests {
  @Test(.enabled(if: CheckCorpusTests.corpus != nil), arguments: [5_000, 500])
  func `the sections of every article give it back`(limit: Int) throws {
    var spent = Duration.zero
    var cut = 0
    for article in try CheckCorpusTests.articles() {
      var sections: [String] = []
      spent += ContinuousClock().measure { sections = Sections.of(article.body, over: limit) }
      if sections.count > 1 { cut += 1 }
      #expect(
        sections.lazy.map(\.utf8).joined().elementsEqual(article.body.utf8), "\(article.id)")
    }
    print("sections over \(limit) words: \(cut) articles cut in \(spent)")
    #expect(cut > 0)
  }
}
