import BatchCore
import Testing

@Suite struct ExcerptTests {
  @Test(arguments: [
    ("bad request api_key=sk-or-v1-0123456789abcdef", "bad request api_key=sk-***"),
    ("key sk-or-v1-0123456789abcdef is bad", "key sk-*** is bad"),
    ("sk-or-v1-0123", "sk-***"),
    ("Authorization: Bearer abc.def-ghi, next", "Authorization: Bearer ***, next"),
    ("BEARER xyz", "BEARER ***"),
    (#"{"user_id":"user_2abcDEF456"}"#, #"{"user_id":"user_***"}"#),
    (#"{"user_id":"org_2xYz987654"}"#, #"{"user_id":"org_***"}"#),
    ("task-list, sk-learn, risk-averse, user_id", "task-list, sk-learn, risk-averse, user_id"),
    ("a\u{0}b\u{1B}[31mc\r\n\t d", "a b [31mc d"),
    ("\u{202E}evil\u{200B}", "evil"),
    ("café 日本", "café 日本"),
  ])
  func `secrets are masked and the rest is printable`(text: String, shown: String) {
    #expect(Excerpt.of(Array(text.utf8)) == shown)
  }

  @Test
  func `an excerpt has at most 300 bytes and ends between characters`() throws {
    let text = String(repeating: "é日", count: 400)
    let excerpt = try #require(Excerpt.of(Array(text.utf8)))
    #expect(excerpt.utf8.count <= 300)
    #expect(text.hasPrefix(excerpt))
  }

  @Test
  func `a key across the end of the excerpt is masked`() throws {
    for padding in 270...300 {
      let text = String(repeating: "x", count: padding) + " sk-or-v1-0123456789abcdef0123456789"
      let excerpt = try #require(Excerpt.of(Array(text.utf8)))
      #expect(!excerpt.contains("0123"))
    }
  }

  @Test
  func `a key that the reading itself cuts off is masked`() throws {
    for padding in 1170...1200 {
      let text = String(repeating: " \u{1}", count: padding / 2) + "sk-or-v1-0123456789abcdef"
      #expect(Excerpt.of(Array(text.utf8))?.contains("0123") != true)
    }
  }

  @Test
  func `bytes that are no text and nothing at all are shown safely`() {
    #expect(Excerpt.of([]) == nil)
    #expect(Excerpt.of([0x20, 0x0A]) == nil)
    #expect(Excerpt.of([0xFF, 0x41]) == "\u{FFFD}A")
  }

  @Test(
    arguments: [
      ("openai/gpt-4o-mini", "openai/gpt-4o-mini"), ("stop", "stop"),
      ("Amazon  Bedrock ", "Amazon Bedrock"),
      ("SK-or-v1-0123456789", "SK-***"), ("x sk-or-v1-0123456789", "x sk-***"),
      ("task-force-0123456", "task-force-0123456"), ("user_0123456", "user_***"),
      ("a\u{7}b", "a b"),
      ("", nil), (" ", nil), (nil, nil),
      (String(repeating: "n", count: 201), String(repeating: "n", count: 200)),
      (String(repeating: "n", count: 200), String(repeating: "n", count: 200)),
    ] as [(String?, String?)])
  func `a name is shown as it is unless something is to be masked or cut`(
    _ name: String?, _ shown: String?
  ) {
    #expect(Excerpt.name(name) == shown)
  }
}
