/// An answer before it is written as a document or as a stream.
struct Completion: Sendable {
  enum Content: Sendable {
    case text(String)
    case parts([String])
    case null
  }

  enum Shape: Sendable {
    case whole
    case noMessage
    case noChoices
    case choicesMissing
  }

  var id: String
  var model: String
  var provider: String
  /// Unix seconds.
  var created: Int
  var content: Content
  var images: [DrawnImage] = []
  var reasoning: String?
  var refusal: String?
  var finish: String?
  var nativeFinish: String?
  /// `choices[0].error`.
  var error: JSON?
  var usage: Usage?
  var shape = Shape.whole

  /// A good answer to `request`.
  init(
    to request: ChatRequest, model: SimulatedModel, id: String, created: Int,
    honoursMaxTokens: Bool,
    imageSide: Int = 16
  ) {
    var text = Self.text(for: request)
    finish = "stop"
    var tokens = model.tokens(WordPieces.count(in: text))
    if honoursMaxTokens, let limit = request.maxTokens, tokens > limit {
      text = Self.prefix(of: text, bytes: text.utf8.count * limit / tokens)
      tokens = limit
      finish = "length"
    }
    self.id = id
    self.model = request.model
    self.created = created
    provider = model.provider
    nativeFinish = finish
    content = .text(text)
    let thought = Self.reasoning(for: request, model, beside: tokens)
    bill(request, model, completionTokens: tokens + thought)
    usage?.reasoningTokens = thought
    guard request.wantsImage else { return }
    content = .text("")
    images = [
      DrawnImage(
        ExpectedPicture.png(
          title: request.title, body: request.body, model: request.model,
          aspectRatio: request.aspectRatio, side: imageSide))
    ]
    bill(request, model, completionTokens: Self.imageTokens)
  }

  /// In hundredths.
  private static let shares = [
    "minimal": 10, "low": 20, "medium": 50, "high": 80, "xhigh": 95, "max": 95,
  ]

  /// Tokens of thinking: to the answer as the share of `max_tokens` that OpenRouter's documentation
  /// gives for an effort is to the rest, as far as there is room for it.
  private static func reasoning(
    for request: ChatRequest, _ model: SimulatedModel, beside tokens: Int
  ) -> Int {
    guard model.supportedParameters.contains("reasoning"), let effort = request.effort,
      let share = shares[effort]
    else { return 0 }
    return min(tokens * share / (100 - share), max(0, (request.maxTokens ?? .max) - tokens))
  }

  /// What Gemini 2.5 Flash Image counts for each of its images.
  private static let imageTokens = 1290

  /// Sets the usage to `completionTokens` at the model's price.
  mutating func bill(_ request: ChatRequest, _ model: SimulatedModel, completionTokens: Int) {
    let promptTokens = model.tokens(request.promptTokens)
    usage = Usage(
      promptTokens: promptTokens, completionTokens: completionTokens,
      cost: model.cost(promptTokens: promptTokens, completionTokens: completionTokens))
  }

  /// The text of a good answer.
  static func text(for request: ChatRequest) -> String {
    value(for: request)?.text ?? ExpectedAnswer.body(request.body, model: request.model)
  }

  /// The JSON value of a good answer, or nil where text is asked for.
  static func value(for request: ChatRequest) -> JSON? {
    request.schema.map {
      ExpectedAnswer.value(
        $0, name: "", title: request.title, body: request.body, model: request.model)
    }
  }

  /// At most `bytes` bytes of `text`, whole characters only.
  static func prefix(of text: String, bytes: Int) -> String {
    var end =
      text.utf8.index(
        text.startIndex, offsetBy: bytes, limitedBy: text.endIndex) ?? text.endIndex
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
      end = text.utf8.index(before: end)
    }
    return String(text[..<end])
  }
}
