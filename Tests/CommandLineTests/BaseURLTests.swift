import Testing

struct BaseURLTests {
  @Test(arguments: [
    ("openrouter.ai", "is not an address"), ("htps://openrouter.ai/api/v1", "starts with htps://"),
    ("http://openrouter.ai/api/v1", "Use https"), ("http://192.168.1.7:8080/v1", "Use https"),
    ("https://", "names no host"), ("", "is not an address"),
    ("https://openrouter.ai/api/v1?x=1", "only scheme, host, port and path"),
  ])
  func `a mistyped address is named before anything is sent`(
    _ address: String, _ words: String
  ) async throws {
    try await withProvider { provider, batch in
      try batch.enqueueSamples(3)
      let ending = try batch.run("run", "--role", "rewrite", "--base-url", address)
      expectComplaint(ending, 64, words)
      #expect(provider.simulator.summary.requests == 0)
      #expect(try batch.status()["roles"] as? [String] == [])
    }
  }

  @Test(arguments: ["https://nosuch.invalid/api/v1", "http://127.0.0.1:1/api/v1"])
  func `a provider that cannot be reached costs no try`(_ address: String) async throws {
    try await withProvider { provider, batch in
      try batch.enqueueSamples(7)
      let ending = try batch.run("run", "--role", "rewrite", "--base-url", address)
      #expect(ending.status == 69, "\(ending.talk)")
      #expect(ending.talk.contains("Check the network and the base URL; nothing was sent."))
      expectClean(ending)
      #expect(try batch.counts()["ready"] == 7)
      #expect(try batch.counts()["failed"] == 0)
      let next = try batch.run("run", "--role", "rewrite")
      #expect(next.status == 0, "\(next.talk)")
      #expect(provider.simulator.summary.requests == 7)
      #expect(try batch.role()["escalated"] as? Int == 0)
    }
  }
}
