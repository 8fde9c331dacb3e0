import Foundation

/// A request to `/chat/completions` or `/images`, as far as the simulator looks at it.
struct ChatRequest: Sendable {
  var model: String
  var stream: Bool
  var maxTokens: Int?
  /// The text of each message.
  var texts: [String]
  /// Found between `<title>` and `</title>` of the last user message that holds an article, else
  /// the last user message's first line.
  var title: String
  /// Found between `<body>` and the last `</body>`, else the whole last user message.
  var body: String
  /// The shape of the JSON asked for; nil asks for text.
  var schema: AnswerSchema?

  /// What a chat says that it wants; empty: text.
  var modalities: [String] = []
  /// `reasoning.effort`; nil: not asked for.
  var effort: String?
  var aspectRatio: String?
  /// The prices it allows, in dollars for a million tokens: `provider.max_price`.
  var maxPrice: MaxPrice?
  /// It came to `/images`.
  var isForImageAPI = false

  var wantsImage: Bool { isForImageAPI || modalities.contains("image") }

  /// The body as it came.
  var bytes = Data()

  /// Whether the body, whatever it is, holds `text`.
  func holds(_ text: String) -> Bool { Text.first(text, in: Array(bytes)) != nil }

  /// Tokens of the prompt, as the finest vocabulary counts.
  var promptTokens = 0

  /// Whether one of the messages holds `text`.
  func mentions(_ text: String) -> Bool {
    texts.contains { Text.first(text, in: Array($0.utf8)) != nil }
  }

  /// Reads a body; the refusal says what is wrong with it.
  static func read(
    _ bytes: Data, isForImageAPI: Bool = false
  ) -> Result<ChatRequest, RefusedRequest> {
    guard let root = (try? JSONSerialization.jsonObject(with: bytes)) as? [String: Any] else {
      return .failure(RefusedRequest(refusal: .notJSON))
    }
    if isForImageAPI { return image(root, bytes) }
    guard let messages = ChatMessage.all(in: bytes) else {
      return .failure(RefusedRequest(refusal: .noMessages))
    }
    let users = messages.filter { $0.role == "user" }.map(\.text)
    // A complaint about an earlier answer may follow the message with the article.
    let article = Article(in: users.last { $0.contains("<body>") } ?? users.last ?? "")
    let asksForJSON =
      article.around.contains("JSON")
      || messages.contains { $0.role == "system" && $0.text.contains("JSON") }
    return .success(
      ChatRequest(
        model: root["model"] as? String ?? "", stream: root["stream"] as? Bool ?? false,
        maxTokens: root["max_tokens"] as? Int ?? root["max_completion_tokens"] as? Int,
        texts: messages.map(\.text), title: article.title, body: article.body,
        schema: schema(of: root["response_format"], asksForJSON: asksForJSON),
        modalities: root["modalities"] as? [String] ?? [],
        effort: (root["reasoning"] as? [String: Any])?["effort"] as? String,
        aspectRatio: (root["image_config"] as? [String: Any])?["aspect_ratio"] as? String,
        maxPrice: MaxPrice(in: bytes), bytes: bytes,
        promptTokens: WordPieces.count(messages.map(\.text))))
  }

  private struct Prompt: Decodable {
    var prompt: String
  }

  private static func image(
    _ root: [String: Any], _ bytes: Data
  ) -> Result<ChatRequest, RefusedRequest> {
    guard let prompt = (try? JSONDecoder().decode(Prompt.self, from: bytes))?.prompt else {
      return .failure(RefusedRequest(refusal: .noPrompt))
    }
    let article = Article(in: prompt)
    return .success(
      ChatRequest(
        model: root["model"] as? String ?? "", stream: false, texts: [prompt],
        title: article.title, body: article.body,
        aspectRatio: root["aspect_ratio"] as? String, isForImageAPI: true, bytes: bytes,
        promptTokens: WordPieces.count([prompt])))
  }

  private static func schema(of format: Any?, asksForJSON: Bool) -> AnswerSchema? {
    let format = format as? [String: Any]
    switch format?["type"] as? String {
    case "json_schema":
      return AnswerSchema((format?["json_schema"] as? [String: Any])?["schema"])
    case "json_object": return .titleAndBody
    default: return asksForJSON ? .titleAndBody : nil
    }
  }
}
