/// Where a request goes, and which kinds of answer it asks for.
package enum RequestRoute: String, Sendable, Codable, CaseIterable {
  /// Chat, answered with text.
  case chat
  /// Chat, answered with an image and perhaps words beside it.
  case chatWithImage
  /// Chat, answered with an image and nothing else.
  case chatForImage
  /// The image API, which knows a prompt and no messages.
  case images

  /// What follows the base URL.
  package var path: String { self == .images ? "/images" : "/chat/completions" }

  /// The kinds of answer that a chat request names; nil: text goes without saying.
  var modalities: [String]? {
    switch self {
    case .chat, .images: nil
    case .chatWithImage: ["image", "text"]
    case .chatForImage: ["image"]
    }
  }

  /// The way to ask a model that was not asked yet. One that only makes images refuses a chat for
  /// words too (S46); the image API charges for nothing but an image.
  static func first(for output: OutputShape, card: ModelCard) -> RequestRoute {
    guard case .image = output else { return .chat }
    return card.answersText ? .chatWithImage : .images
  }
}
