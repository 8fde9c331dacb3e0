import BatchCore
import Testing

@Suite struct NearestWordTests {
  private static let words = [
    "temperature", "maxTokens", "stream", "timeout", "reasoning", "cache",
  ]

  @Test(arguments: [
    ("temprature", "temperature"), ("temperatrue", "temperature"), ("MAXTOKENS", "maxTokens"),
    ("max_tokens", "maxTokens"), ("steam", "stream"), ("time-out", "timeout"), ("cahce", "cache"),
    ("reasonning", "reasoning"),
  ])
  func `a typo finds its word`(typo: String, word: String) {
    #expect(nearest(typo, in: Self.words) == word)
  }

  @Test(arguments: ["", "x", "colour", "sections", "zzzzzzzz"])
  func `a word that is near to none finds none`(word: String) {
    #expect(nearest(word, in: Self.words) == nil)
  }

  @Test func `an exact word finds itself and the earlier one wins a tie`() {
    #expect(nearest("stream", in: Self.words) == "stream")
    #expect(nearest("cat", in: ["bat", "car", "rat"]) == "bat")
    #expect(nearest("anything", in: []) == nil)
  }

  @Test func `numbers are found among numbers`() {
    #expect(nearest("post-1234", in: ["post-1", "post-1243", "page-1234"]) == "post-1243")
  }
}
