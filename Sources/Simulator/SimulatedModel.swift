import Foundation

/// A model the simulator offers, with the figures `/models` shows and the answers are priced by.
package struct SimulatedModel: Sendable {
  package var id: String
  package var name: String
  package var provider: String
  package var contextLength: Int
  package var maxCompletionTokens: Int?
  /// Per token.
  package var promptPrice: Picodollars
  /// Per token.
  package var completionPrice: Picodollars
  package var supportedParameters: [String]
  package var isModerated: Bool
  /// How many tokens its vocabulary makes of what the finest makes a hundred of.
  package var tokensPercent: Int
  /// What it answers with: `text`, `image`.
  package var outputModalities: [String]

  package init(
    id: String, name: String, provider: String, contextLength: Int, maxCompletionTokens: Int?,
    promptPrice: Picodollars, completionPrice: Picodollars, supportedParameters: [String],
    isModerated: Bool = false, tokensPercent: Int = 100, outputModalities: [String] = ["text"]
  ) {
    self.id = id
    self.name = name
    self.provider = provider
    self.contextLength = contextLength
    self.maxCompletionTokens = maxCompletionTokens
    self.promptPrice = promptPrice
    self.completionPrice = completionPrice
    self.supportedParameters = supportedParameters
    self.isModerated = isModerated
    self.tokensPercent = tokensPercent
    self.outputModalities = outputModalities
  }

  /// What it bills for a text of so many tokens of the finest vocabulary.
  func tokens(_ finest: Int) -> Int { (finest * tokensPercent + 99) / 100 }

  /// What `prompt` and `completion` tokens of this model cost.
  package func cost(promptTokens: Int, completionTokens: Int) -> Picodollars {
    Picodollars(
      count: promptTokens * promptPrice.count + completionTokens * completionPrice.count)
  }

  /// The entry of `/models`.
  var entry: JSON {
    [
      "id": .string(id),
      "canonical_slug": .string(id),
      "hugging_face_id": "",
      "name": .string(name),
      "created": 1_721_260_800,
      "description": .string("\(name), as the simulator plays it."),
      "context_length": JSON(contextLength),
      "architecture": [
        "modality": .string("text->" + outputModalities.joined(separator: "+")),
        "input_modalities": ["text"],
        "output_modalities": .array(outputModalities.map(JSON.string)),
        "tokenizer": "Other", "instruct_type": nil,
      ],
      "pricing": ["prompt": .string(promptPrice.usd), "completion": .string(completionPrice.usd)],
      "top_provider": [
        "context_length": JSON(contextLength),
        "max_completion_tokens": maxCompletionTokens.map { JSON($0) } ?? .null,
        "is_moderated": .bool(isModerated),
      ],
      "per_request_limits": nil,
      "supported_parameters": .array(supportedParameters.map(JSON.string)),
      "default_parameters": nil,
      "expiration_date": nil,
      "links": ["details": .string("/api/v1/models/\(id)/endpoints")],
    ]
  }
}
