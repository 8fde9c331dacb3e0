import BatchCore
import Testing

@Suite struct ModelSearchTests {
  private static let catalogue = ModelCatalogue(
    [
      "anthropic/claude-haiku-4.5", "google/gemini-2.5-flash", "google/gemini-2.5-flash-image",
      "openai/gpt-4o-mini", "azure/gpt-4o-mini", "meta-llama/llama-3.3-70b-instruct:free",
    ].map { ModelCard(id: $0) })

  @Test(
    arguments: [
      ("haiku", ["anthropic/claude-haiku-4.5"]), ("HAIKU  4.5", ["anthropic/claude-haiku-4.5"]),
      ("gemini image", ["google/gemini-2.5-flash-image"]), ("gemini openai", []),
      ("openai/gpt-4o-mini:nitro", ["openai/gpt-4o-mini:nitro"]), ("gpt-5", []),
    ])
  func `a text finds the ids that hold all its words`(text: String, ids: [String]) {
    #expect(Self.catalogue.models(matching: text).map(\.id).sorted() == ids)
  }

  @Test func `no text finds all`() {
    #expect(Self.catalogue.models(matching: " ").count == 6)
  }

  @Test(
    arguments: [
      ("openai/gpt4o-mini", "openai/gpt-4o-mini"), ("gpt-4o-mni", "azure/gpt-4o-mini"),
      ("hiaku", "anthropic/claude-haiku-4.5"), ("gemnii", "google/gemini-2.5-flash"),
      ("llama-3.3-70b-instrct", "meta-llama/llama-3.3-70b-instruct:free"),
    ])
  func `a typo finds the nearest`(text: String, id: String) {
    #expect(Self.catalogue.idsNear(text).first == id)
  }

  @Test(arguments: ["", "xyzzyx", "mistral"])
  func `nothing near is nothing`(text: String) {
    #expect(Self.catalogue.idsNear(text) == [])
  }
}
