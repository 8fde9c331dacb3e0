import BatchCore
import Testing

/// What is looked for in a review, and in which order it stands.
struct ReviewListTests {
  private static func entry(
    _ article: Int64, ratio: Double? = 1, warnings: Int = 0, model: String = "a/b",
    verdict: Verdict? = nil, isSent: Bool = false
  ) -> ReviewList.Entry {
    ReviewList.Entry(
      article: article, id: "a\(article)", title: "T", model: model, ratio: ratio,
      warnings: warnings, verdict: verdict, isSent: isSent, attempt: ClaimNumber(article))
  }

  private static let list: ReviewList = {
    var list = ReviewList()
    for entry in [
      entry(3, ratio: 0.5, warnings: 2), entry(1, ratio: 2, model: "c/d"),
      entry(4, ratio: nil, verdict: .accepted), entry(2, warnings: 2, verdict: .rejected),
      entry(5, ratio: 0.5, isSent: true),
    ] { list.put(entry) }
    return list
  }()

  @Test(
    arguments: [
      ([:], [2, 3, 1, 4, 5]), (["order": "warnings"], [2, 3, 1, 4, 5]),
      (["order": "input"], [1, 2, 3, 4, 5]), (["order": "longer"], [1, 2, 3, 5, 4]),
      (["order": "shorter"], [3, 5, 2, 1, 4]), (["model": "c/d"], [1]),
      (["model": ""], [2, 3, 1, 4, 5]),
      (["verdict": "none"], [3, 1]), (["verdict": "accepted"], [4]),
      (["verdict": "rejected", "order": "input"], [2]), (["model": "no/such"], []),
    ] as [([String: String], [Int64])])
  func `what is looked for stands in order`(_ query: [String: String], _ articles: [Int64]) throws {
    let filter = try #require(ReviewList.Filter(query))
    #expect(Self.list.found(filter).map(\.article) == articles)
  }

  @Test func `the next page goes on where the last ended, whatever was judged meanwhile`() throws {
    var list = ReviewList()
    for number in Int64(1)...250 { list.put(Self.entry(number)) }
    let filter = try #require(ReviewList.Filter(["verdict": "none"]))
    for number in Int64(1)...100 { list.put(Self.entry(number, verdict: .accepted)) }
    #expect(list.found(filter, behind: 100).map(\.article) == Array(101...250))
    #expect(list.found(filter, behind: 250).isEmpty)
    #expect(list.found(filter).count == 150)
  }

  @Test(arguments: [["order": "odd"], ["verdict": "maybe"], ["order": ""]])
  func `what cannot be looked for is none`(_ query: [String: String]) {
    #expect(ReviewList.Filter(query) == nil)
  }

  @Test func `what has gone leaves the list, and its models are told`() {
    var list = Self.list
    #expect(list.models == ["a/b", "c/d"])
    list.keep(only: [2, 3])
    list.put(Self.entry(2, warnings: 5))
    #expect(list.entries.count == 2 && list.entries[2]?.warnings == 5 && list.models == ["a/b"])
  }
}
