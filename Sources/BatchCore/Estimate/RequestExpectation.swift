/// What one request is likely to use.
package struct RequestExpectation: Sendable, Equatable {
  /// Of the ladder that was looked at, from 0.
  package var rung: Int
  package var promptTokens: Int
  package var completionTokens: Int
  /// It asks for an image: its answer's tokens are those of the image.
  package var makesImage: Bool

  package init(
    rung: Int = 0, promptTokens: Int, completionTokens: Int, makesImage: Bool = false
  ) {
    self.rung = rung
    self.promptTokens = promptTokens
    self.completionTokens = completionTokens
    self.makesImage = makesImage
  }
}

/// What an article is likely to take.
package struct ArticleExpectation: Sendable, Equatable {
  /// In order: one, or one a section and, where answers have no body, the one that puts them
  /// together.
  package var requests: [RequestExpectation] = []
  /// It needs more room than any model of the ladder has, so it fails unsent.
  package var isTooLong = false
  /// It goes in a batch, at half the price (openrouter.ai/docs, batch), or is in one.
  var isBatched = false
}
