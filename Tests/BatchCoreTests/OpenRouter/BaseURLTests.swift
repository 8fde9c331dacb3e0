import BatchCore
import Testing

struct BaseURLTests {
  @Test(arguments: [
    ("https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1"),
    ("https://openrouter.ai/api/v1/", "https://openrouter.ai/api/v1"),
    ("http://127.0.0.1:8080/api/v1", "http://127.0.0.1:8080/api/v1"),
    ("http://127.9.9.9/", "http://127.9.9.9"), ("http://localhost:1/x", "http://localhost:1/x"),
    ("http://[::1]:8080/api", "http://[::1]:8080/api"),
    ("HTTPS://eu.openrouter.ai/api/v1", "HTTPS://eu.openrouter.ai/api/v1"),
  ])
  func `an address is taken`(text: String, taken: String) throws {
    #expect(try BaseURL(text).text == taken)
  }

  @Test(arguments: [
    "", "openrouter.ai/api/v1", "htps://openrouter.ai/api/v1", "https:/openrouter.ai",
    "https://", "ftp://openrouter.ai", "http://openrouter.ai/api/v1", "http://127.0.0.1.evil.com/",
    "http://localhost.evil.com/", "https://user:pass@openrouter.ai/", "https://openrouter.ai/?a=b",
    "https://openrouter.ai/#x", "http://0.0.0.0/", "http://10.0.0.1/", "https://open router.ai/",
  ])
  func `a misspelt or unsafe address is refused with an example or a reason`(text: String) {
    let mistake = #expect(throws: BaseURL.Mistake.self) { try BaseURL(text) }
    #expect(mistake?.sentence.contains("https") == true)
  }
}

struct APIKeyTests {
  @Test func `a key is taken and never shown`() throws {
    let key = try APIKey("sk-or-v1-secret")
    #expect(key.secret == "sk-or-v1-secret")
    #expect(!"\(key)".contains("secret"))
  }

  @Test func `a key file may end with a line break`() throws {
    #expect(try APIKey(fileText: "sk-or-v1-a\n").secret == "sk-or-v1-a")
  }

  @Test(arguments: [
    (nil, APIKey.Mistake.missing), ("", .missing), ("sk-or-a b", .whiteSpace),
    (" sk-or-a", .whiteSpace), ("sk-or-a\n", .whiteSpace), ("\"sk-or-a\"", .quoted),
    ("'sk-or-a'", .quoted), ("sk-ant-a", .foreign), ("sk-or-é", .notASCII),
    ("sk-or-\u{7}", .notASCII),
  ])
  func `a wrong key is refused without being repeated`(text: String?, mistake: APIKey.Mistake) {
    let thrown = #expect(throws: APIKey.Mistake.self) { try APIKey(text) }
    #expect(thrown == mistake)
    if let text, text.count > 6 { #expect(thrown?.sentence.contains(text) == false) }
  }
}
