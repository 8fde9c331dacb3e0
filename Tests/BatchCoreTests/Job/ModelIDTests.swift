import BatchCore
import Testing

@Suite struct ModelIDTests {
  @Test(arguments: [
    "openai/gpt-4o-mini", "anthropic/claude-haiku-4.5", "meta-llama/llama-3.3-70b-instruct:free",
    "openai/gpt-4o:free:online", "~anthropic/claude-latest", "x-ai/grok_4",
  ])
  func `ids of the provider are ids`(id: String) {
    #expect(ModelID.mistake(in: id) == nil)
  }

  @Test(arguments: ["", "gpt-4o", "open ai/gpt", "a/b/c", "/b", "a/", "a/b:", "é/b", "a/b\n"])
  func `anything else is none`(id: String) {
    #expect(ModelID.mistake(in: id) != nil)
  }

  @Test func `the variant is what follows the first colon`() {
    #expect(ModelID.withoutVariant("openai/gpt-4o:free:online") == "openai/gpt-4o")
    #expect(ModelID.withoutVariant("openai/gpt-4o") == "openai/gpt-4o")
  }
}
