import BatchCore
import Testing

@Suite struct RequestHeadersTests {
  private let headers = RequestHeaders(
    key: "sk-or-v1-x", version: "1.0", referer: "https://example.org/é\r\nX: y", title: "b\u{E9}tch"
  )

  private func chat(
    cache: Bool = true, clear: Bool? = nil, isResend: Bool = false
  ) -> [String: String] {
    let list = headers.chat(
      usesCache: cache, adjustment: Adjustment(clearCache: clear), isResend: isResend)
    return Dictionary(uniqueKeysWithValues: list.map { ($0.name, $0.value) })
  }

  @Test func `they carry the key, the application and a day of cache`() {
    #expect(
      chat() == [
        "Authorization": "Bearer sk-or-v1-x", "Content-Type": "application/json",
        "HTTP-Referer": "https://example.org/X: y", "X-OpenRouter-Title": "btch",
        "User-Agent": "batch/1.0", "X-OpenRouter-Cache": "true",
        "X-OpenRouter-Cache-TTL": "86400",
      ])
  }

  @Test func `the cache is cleared for a retry, and not asked when off`() {
    #expect(chat(clear: true)["X-OpenRouter-Cache-Clear"] == "true")
    #expect(chat(clear: true, isResend: true)["X-OpenRouter-Cache-Clear"] == nil)
    #expect(chat(cache: false, clear: true).keys.filter { $0.contains("Cache") }.isEmpty)
  }
}
