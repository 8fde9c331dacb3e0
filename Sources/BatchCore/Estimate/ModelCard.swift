/// What is known about a model before it is asked.
package struct ModelCard: Sendable, Equatable {
  /// How a model reasons, for those that do.
  package struct Reasoning: Sendable, Equatable {
    /// It cannot be switched off: `effort: none` is refused with 400.
    package var isMandatory: Bool
    /// It reasons unless told not to.
    package var isDefault: Bool

    package init(isMandatory: Bool, isDefault: Bool) {
      self.isMandatory = isMandatory
      self.isDefault = isDefault
    }
  }

  /// Prices that hold instead, sometimes or for long prompts; nil: as ever.
  package struct PriceOverride: Sendable, Equatable {
    /// It holds for prompts of more tokens than this.
    package var minPromptTokens: Int
    package var prompt: Money?
    package var completion: Money?
    package var request: Money?

    package init(
      minPromptTokens: Int = 0, prompt: Money? = nil, completion: Money? = nil,
      request: Money? = nil
    ) {
      self.minPromptTokens = minPromptTokens
      self.prompt = prompt
      self.completion = completion
      self.request = request
    }
  }

  /// What a model that nobody described is taken to hold. Too much is answered by a free 400 (S18),
  /// too little would fail articles that fit; 128,000 is what most models of 2024 and later hold.
  package static let usualContext = 128_000

  package var id: String
  /// Prompt and answer together, in tokens: the smaller of the model's and its top provider's.
  package var contextLength: Int
  /// The longest answer, in tokens; nil: only the context limits it.
  package var maxCompletionTokens: Int?
  /// Nil: not known. The list is the union over the model's providers.
  package var supportedParameters: Set<String>?
  /// For one token; nil if unknown or variable.
  package var promptPrice: Money?
  package var completionPrice: Money?
  /// For one request, on top; nil if none is named.
  package var requestPrice: Money?
  /// For one token of reasoning, where that has a price of its own.
  package var reasoningPrice: Money?
  /// For one token of an image it makes, and for one such image, where they have prices of their
  /// own.
  package var imageTokenPrice: Money?
  package var imagePrice: Money?
  /// Prices for long prompts or hours of the day.
  package var priceOverrides: [PriceOverride] = []
  /// The list says of a price that it varies.
  package var hasVariablePrice = false
  package var reasoning: Reasoning?
  /// Whatever is sent to it is looked at first, and refused where something is flagged (S10).
  package var isModerated = false
  /// `YYYY-MM-DD`: the model may be gone after that day.
  package var expiresOn: String?
  /// False for models that answer with images or sound only.
  package var answersText: Bool
  /// False where the list says so, or nothing: it names what a model makes beside text.
  package var answersImages: Bool

  package init(
    id: String, contextLength: Int = usualContext, maxCompletionTokens: Int? = nil,
    supportedParameters: Set<String>? = nil, promptPrice: Money? = nil,
    completionPrice: Money? = nil, requestPrice: Money? = nil, imageTokenPrice: Money? = nil,
    reasoning: Reasoning? = nil,
    expiresOn: String? = nil, answersText: Bool = true, answersImages: Bool = false
  ) {
    self.id = id
    self.contextLength = contextLength
    self.maxCompletionTokens = maxCompletionTokens
    self.supportedParameters = supportedParameters
    self.promptPrice = promptPrice
    self.completionPrice = completionPrice
    self.requestPrice = requestPrice
    self.imageTokenPrice = imageTokenPrice
    self.reasoning = reasoning
    self.expiresOn = expiresOn
    self.answersText = answersText
    self.answersImages = answersImages
  }

  /// The strongest way to ask this model for JSON. A model nobody described is asked in the prompt
  /// only: an unsupported format is a 400 at some providers and a 404 at others (S16, S20).
  package var strongestFormat: ResponseFormat {
    guard let supportedParameters else { return .none }
    if supportedParameters.contains("structured_outputs") { return .jsonSchema }
    if supportedParameters.contains("response_format") { return .jsonObject }
    return .none
  }

  /// Reasoning can be switched off, as far as the list says; of a model nobody described it may.
  package var canAnswerWithoutReasoning: Bool {
    supportedParameters?.contains("reasoning") != false && reasoning?.isMandatory != true
  }
}
