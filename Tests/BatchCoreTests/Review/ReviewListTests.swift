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
    let part = Self.list.part(filter, .first, limit: 10)
    #expect(part.entries.map(\.article) == articles && part.total == articles.count)
    #expect(part.isBeginning && part.isEnd)
  }

  @Test func `the next page goes on where the last ended, whatever was judged meanwhile`() throws {
    var list = ReviewList()
    for number in Int64(1)...250 { list.put(Self.entry(number)) }
    let filter = try #require(ReviewList.Filter(["verdict": "none"]))
    for number in Int64(1)...100 { list.put(Self.entry(number, verdict: .accepted)) }
    func numbers(_ place: ReviewList.Place, _ limit: Int = 1_000) -> [Int64] {
      list.part(filter, place, limit: limit).entries.map(\.article)
    }
    #expect(numbers(.after(100)) == Array(101...250) && numbers(.after(250)).isEmpty)
    #expect(numbers(.after(180), 3) == [181, 182, 183])
    #expect(numbers(.before(104)) == [101, 102, 103])
    #expect(numbers(.before(180), 3) == [177, 178, 179] && numbers(.before(101)).isEmpty)
    #expect(numbers(.after(999)).isEmpty, "of one that has gone nothing stands behind")
    #expect(list.part(filter, .first, limit: 9).total == 150)
  }

  @Test(
    arguments: [
      (.first, 4, [2, 3, 1, 4], 0), (.around(1, lead: 1), 3, [3, 1, 4], 1),
      (.around(1, lead: 9), 3, [2, 3, 1], 0), (.around(5, lead: 0), 3, [5], 4),
      (.around(99, lead: 1), 2, [2, 3], 0), (.after(3), 2, [1, 4], 2), (.before(4), 2, [3, 1], 1),
    ] as [(ReviewList.Place, Int, [Int64], Int)])
  func `a part of the list begins where it is asked to`(
    _ place: ReviewList.Place, _ limit: Int, _ articles: [Int64], _ start: Int
  ) throws {
    let part = Self.list.part(try #require(ReviewList.Filter([:])), place, limit: limit)
    #expect(part.entries.map(\.article) == articles && part.start == start && part.total == 5)
    #expect(part.isBeginning == (start == 0) && part.isEnd == (start + articles.count == 5))
  }

  @Test func `one that was judged meanwhile keeps its place for those around it`() throws {
    var list = ReviewList()
    for number in Int64(1)...9_000 { list.put(Self.entry(number)) }
    list.put(Self.entry(5_000, verdict: .accepted))
    let filter = try #require(ReviewList.Filter(["verdict": "none"]))
    let part = list.part(filter, .around(5_000, lead: 2), limit: 5)
    #expect(part.entries.map(\.article) == [4_998, 4_999, 5_001, 5_002, 5_003])
    #expect(part.start == 4_997 && part.total == 8_999 && !part.isBeginning && !part.isEnd)
  }

  @Test func `a list that is full says so, and takes what it has anew`() {
    var list = ReviewList(most: 2)
    #expect(list.put(Self.entry(1)) && list.put(Self.entry(2)) && !list.isCut)
    #expect(!list.put(Self.entry(3)) && list.isCut)
    #expect(list.put(Self.entry(2, warnings: 3)) && list.entries[2]?.warnings == 3)
    #expect(list.put(Self.entry(0)) && list.isCut && list.entries.keys.sorted() == [0, 1])
    list.keep(only: [1], isCut: false)
    #expect(list.put(Self.entry(3)) && !list.isCut && list.entries.count == 2)
    #expect(list.article(id: "a3") == 3 && list.article(id: "a2") == nil)
  }

  @Test(arguments: [["order": "odd"], ["verdict": "maybe"], ["order": ""]])
  func `what cannot be looked for is none`(_ query: [String: String]) {
    #expect(ReviewList.Filter(query) == nil)
  }

  @Test func `what has gone leaves the list, and its models are told`() {
    var list = Self.list
    #expect(list.models == ["a/b", "c/d"])
    list.keep(only: [2, 3], isCut: false)
    list.put(Self.entry(2, warnings: 5))
    #expect(list.entries.count == 2 && list.entries[2]?.warnings == 5 && list.models == ["a/b"])
  }
}
