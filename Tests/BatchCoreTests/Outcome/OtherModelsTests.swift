import BatchCore
import Testing

/// S48: who answered, compared with who was asked.
struct OtherModelsTests {
  private let now = Timestamp(milliseconds: 1_000_000)

  private func isTold(_ asked: String, _ served: String?) -> Bool {
    var others = OtherModels(nil, now: now)
    return others.note(asked: asked, served: served, now: now) != nil
  }

  @Test(arguments: [
    ("openai/gpt-4o-mini", "openai/gpt-4o-mini-2024-07-18"),
    ("openai/gpt-4o-mini", "gpt-4o-mini-2024-07-18"),
    ("openai/gpt-4o:extended", "openai/gpt-4o"),
    ("meta-llama/llama-3.3-70b-instruct:free", "meta-llama/llama-3.3-70b-instruct"),
    ("anthropic/claude-haiku-4.5", "anthropic/claude-4.5-haiku-20251001"),
    ("anthropic/claude-haiku-4.5", "anthropic/claude-haiku-4-5-20251001"),
    ("anthropic/claude-sonnet-4", "anthropic/claude-4-sonnet-20250522"),
    ("~anthropic/claude-sonnet-latest", "anthropic/claude-4.5-sonnet-20250929"),
    ("google/gemini-2.5-flash", "google/gemini-2.5-flash-preview-05-20"),
    ("google/gemini-2.0-flash-001", "google/gemini-2.0-flash"),
    ("cohere/command-r", "cohere/command-r-08-2024"),
    ("deepseek/deepseek-chat-v3", "deepseek/deepseek-chat-v3-0324"),
    ("mistralai/mistral-nemo", "mistralai/Mistral-Nemo"),
    ("openrouter/auto", "openai/gpt-5"),
  ])
  func `an alias, a dated slug and a variant are the model that was asked`(
    asked: String, served: String
  ) {
    #expect(!isTold(asked, served))
  }

  @Test(arguments: [
    ("openai/gpt-4o-mini", "openai/gpt-4o"), ("openai/gpt-4o", "openai/gpt-4o-mini-2024-07-18"),
    ("openai/gpt-4.5", "openai/gpt-5.4"), ("anthropic/claude-haiku-4.5", "openai/gpt-4o-mini"),
    ("anthropic/claude-3-haiku", "anthropic/claude-3.5-haiku"),
    ("anthropic/claude-haiku-4.5", "anthropic/claude-4.5-sonnet-20250929"),
    ("~anthropic/claude-sonnet-latest", "anthropic/claude-4.5-haiku-20251001"),
    ("google/gemini-2.5-flash", "google/gemini-2.5-flash-lite"),
    ("meta-llama/llama-3.3-70b-instruct", "meta-llama/llama-3.1-8b-instruct"),
  ])
  func `another model is told`(asked: String, served: String) {
    #expect(isTold(asked, served))
  }

  @Test func `an answer that does not say who wrote it tells nothing`() {
    #expect(!isTold("openai/gpt-4o-mini", nil))
  }

  @Test func `a pair is told once a run, and shown for a week after a run met it`() {
    var others = OtherModels(nil, now: now)
    #expect(others.note(asked: "a/b", served: "c/d", now: now) != nil)
    #expect(others.note(asked: "a/b", served: "c/d", now: now + .seconds(9)) == nil)
    #expect(others.note(asked: "a/b", served: "e/f", now: now) != nil)
    let document = others.document(now: now)
    var next = OtherModels(document, now: now + .seconds(86_400))
    #expect(next.pairs.map(\.served) == ["c/d", "e/f"])
    #expect(next.note(asked: "a/b", served: "c/d", now: now + .seconds(86_400)) != nil)
    let later = OtherModels(next.document(now: now), now: now + .seconds(7 * 86_400))
    #expect(later.pairs.map(\.served) == ["c/d"])
    let told = (1...100).count { others.note(asked: "a/b", served: "x/y\($0)z", now: now) != nil }
    #expect(told == 18, "with the two before, twenty")
    #expect(OtherModels(KeptDocument(name: "x", fetchedAt: now, text: "{"), now: now).pairs.isEmpty)
  }
}
