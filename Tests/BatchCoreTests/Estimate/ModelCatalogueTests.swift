import BatchCore
import Testing

@Suite struct ModelCatalogueTests {
  private static let listing = """
    {"data":[
    {"id":"openai/gpt-4o-mini","canonical_slug":"openai/gpt-4o-mini","name":"OpenAI: GPT-4o-mini",
     "created":1721260800,"description":"GPT-4o mini is…","context_length":128000,
     "architecture":{"modality":"text+image->text","input_modalities":["text","image","file"],
       "output_modalities":["text"],"tokenizer":"GPT","instruct_type":null},
     "pricing":{"prompt":"0.00000015","completion":"0.0000006","request":"0","image":"0.000217"},
     "top_provider":{"context_length":128000,"max_completion_tokens":16384,"is_moderated":true},
     "per_request_limits":null,"supported_parameters":["max_tokens","response_format",
       "structured_outputs","temperature","tools"],"default_parameters":{},"expiration_date":null},
    {"id":"anthropic/claude-sonnet-4","context_length":1000000,
     "pricing":{"prompt":"0.000003","completion":"0.000015"},
     "top_provider":{"context_length":200000,"max_completion_tokens":64000,"is_moderated":false},
     "supported_parameters":["max_tokens","reasoning","temperature"],
     "reasoning":{"mandatory":false,"default_enabled":false,"supported_efforts":null},
     "expiration_date":"2027-01-31"},
    {"id":"openrouter/auto","context_length":2000000,
     "pricing":{"prompt":"-1","completion":"-1"},
     "top_provider":{"context_length":null,"max_completion_tokens":null}},
    {"id":"x/odd","context_length":"many","pricing":null,"top_provider":7,
     "supported_parameters":"all","reasoning":[],"architecture":{"output_modalities":["image"]}},
    {"id":"x/bare"},
    {"id":"x/numbers","pricing":{"prompt":0.000001,"completion":7.1e-05},"context_length":8192.0},
    {"id":"x/mandatory","reasoning":{"mandatory":true}},
    {"id":"openai/gpt-4o-mini:free","context_length":4096},
    {"name":"no id"},null,3
    ],"total_count":11,"links":{"next":null}}
    """

  private func catalogue() throws -> ModelCatalogue {
    try ModelCatalogue(parsing: Array(Self.listing.utf8))
  }

  @Test func `a described model is known in full`() throws {
    let card = try #require(catalogue().card(of: "openai/gpt-4o-mini"))
    var expected = ModelCard(
      id: "openai/gpt-4o-mini", contextLength: 128_000, maxCompletionTokens: 16_384,
      supportedParameters: [
        "max_tokens", "response_format", "structured_outputs", "temperature", "tools",
      ], promptPrice: Money(picodollars: 150_000), completionPrice: Money(picodollars: 600_000),
      requestPrice: .zero)
    expected.isModerated = true
    #expect(card == expected)
    #expect(card.cost(of: .init(promptTokens: 1000, completionTokens: 2000)) == Money("0.00135"))
  }

  @Test func `the smaller context counts`() throws {
    let card = try catalogue()["anthropic/claude-sonnet-4"]
    #expect(card.contextLength == 200_000)
    #expect(card.reasoning == ModelCard.Reasoning(isMandatory: false, isDefault: false))
    #expect(card.expiresOn == "2027-01-31" && !card.isModerated)
    #expect(
      try catalogue().moderated(of: ["openai/gpt-4o-mini:nitro", card.id, "x/bare", "x/none"])
        == ["openai/gpt-4o-mini:nitro"])
  }

  @Test func `a price of -1 is unknown`() throws {
    let card = try catalogue()["openrouter/auto"]
    #expect(card.promptPrice == nil)
    #expect(card.cost(of: .init(promptTokens: 1, completionTokens: 1)) == nil)
    #expect(card.contextLength == 2_000_000)
    #expect(card.maxCompletionTokens == nil)
  }

  @Test func `what is missing, null or odd is unknown`() throws {
    let catalogue = try catalogue()
    #expect(catalogue["x/bare"] == ModelCard(id: "x/bare"))
    #expect(catalogue["x/odd"] == ModelCard(id: "x/odd", answersText: false, answersImages: true))
    #expect(catalogue["x/numbers"].promptPrice == Money("0.000001"))
    #expect(catalogue["x/numbers"].completionPrice == Money("0.000071"))
    #expect(catalogue["x/numbers"].contextLength == 8192)
    #expect(catalogue["x/mandatory"].reasoning?.isMandatory == true)
    #expect(catalogue.ids.count == 8)
  }

  @Test(arguments: ["", "{}", "[]", #"{"data":{}}"#, #"{"error":{"code":401}}"#, "<html>"])
  func `what is no list of models is refused`(text: String) {
    #expect(throws: ModelCatalogue.Unreadable.self) {
      try ModelCatalogue(parsing: Array(text.utf8))
    }
  }

  @Test func `a variant that is not listed is its model`() throws {
    let catalogue = try catalogue()
    #expect(catalogue.card(of: "openai/gpt-4o-mini:nitro")?.contextLength == 128_000)
    #expect(catalogue.card(of: "openai/gpt-4o-mini:nitro")?.id == "openai/gpt-4o-mini:nitro")
    #expect(catalogue.card(of: "openai/gpt-4o-mini:free")?.contextLength == 4096)
    #expect(catalogue.card(of: "openai/gpt-9") == nil)
    #expect(catalogue["openai/gpt-9"] == ModelCard(id: "openai/gpt-9"))
  }

  @Test(arguments: [
    ("openai/gpt4o-mini", "openai/gpt-4o-mini"),
    ("gpt-4o-mini", "openai/gpt-4o-mini"),
    ("claude-sonnet-4", "anthropic/claude-sonnet-4"),
    ("anthropic/claude-sonet-4", "anthropic/claude-sonnet-4"),
    ("openia/gpt-4o-mini", "openai/gpt-4o-mini"),
  ])
  func `a typo finds the model`(typo: String, id: String) throws {
    #expect(try catalogue().nearestIDs(to: typo).first == id)
  }

  @Test func `nothing near is nothing`() throws {
    #expect(try catalogue().nearestIDs(to: "mistral/large-7").isEmpty)
  }

  @Test(
    arguments: [
      (["structured_outputs", "response_format"], ResponseFormat.jsonSchema),
      (["response_format"], .jsonObject), (["max_tokens"], .none), (nil, .none),
    ] as [([String]?, ResponseFormat)])
  func `a model is asked in the strongest way it lists`(
    parameters: [String]?, format: ResponseFormat
  ) {
    let card = ModelCard(id: "a/b", supportedParameters: parameters.map { Set($0) })
    #expect(card.strongestFormat == format)
  }

  @Test(arguments: StockJobTests.roles)
  func `the offline catalogue knows the stock jobs' ladders`(role: String) throws {
    for model in try StockJobTests.stock(role).job.ladder {
      #expect(ModelCatalogue.offline.card(of: model) != nil, "\(model)")
    }
  }

  @Test func `a cost beyond counting is unknown`() {
    let card = ModelCard(
      id: "a/b", promptPrice: Money(picodollars: .max), completionPrice: .zero)
    #expect(card.cost(of: .init(promptTokens: 2, completionTokens: 0)) == nil)
  }
}
