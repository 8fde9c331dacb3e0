/// How many tokens an answer may have: a request's `max_tokens`.
///
/// It is always sent: without it the provider reserves the model's longest answer against the
/// balance.
package enum AnswerRoom: Sendable, Equatable {
  case tokens(Int)
  /// The answer needs at least `needed` tokens, and the model has room for `limit`.
  case tooLong(needed: Int, limit: Int)

  /// Below this nothing worth paying for comes back; some providers refuse less than 16.
  private static let leastAuto = 512
  private static let leastFixed = 16
  /// An image of Google's models counts as 1,100 to 2,000 tokens, one of OpenAI's as up to 6,000
  /// at its finest; more room is asked for where this is not enough, and reserved where it is.
  private static let imageTokens = 2_048

  /// `maxTokens: auto` sizes for an answer as long as the article, and half as long again.
  ///
  /// All in tokens: `answer` is the article as its own answer (`answerTokens`), `prompt` everything
  /// that is sent, `adjusted` a size that a decision asked for, which goes before the job's.
  /// `least` is what an answer cannot do without; nil: all of `answer`. `times` is how many times
  /// the room a model turned out to need; what fits of it is given. `reasoning` is the part of the
  /// room that thinking takes, in hundredths. `thrift`: where the balance is too small for many
  /// rooms at once, `auto` allows an eighth more than the article instead of half, and no more than
  /// the balance is enough for.
  package static func size(
    for wish: RequestParameters.MaxTokens, answer: Int, least: Int? = nil, prompt: Int,
    adjusted: Int?,
    times: Int = 1, reasoning: Int, thrift: Thrift = Thrift(), card: ModelCard
  ) -> AnswerRoom {
    let limit = max(0, min(card.maxCompletionTokens ?? .max, card.contextLength - prompt))
    func withReasoning(_ visible: Int) -> Int {
      (visible * 100 + 99 - reasoning) / (100 - reasoning)
    }
    func grown(_ room: Int) -> Int {
      let (product, isTooMany) = room.multipliedReportingOverflow(by: times)
      return isTooMany ? .max : product
    }
    let wanted: Int
    let needed: Int
    switch (adjusted, wish) {
    case (let adjusted?, _):
      (wanted, needed) = (max(adjusted, leastFixed), leastFixed)
    case (nil, .fixed(let count)):
      (wanted, needed) = (grown(count), min(count, leastAuto))
    case (nil, .auto):
      let spare = thrift.isTight ? (answer + 7) / 8 : (answer + 1) / 2
      // How much a model thinks is a generous guess: no reason to send nothing.
      needed = least ?? answer
      let room = grown(withReasoning(max(leastAuto, answer + spare)))
      wanted = thrift.limited(
        room, needed: grown(withReasoning(max(leastAuto, answer))), model: card.id)
    }
    guard limit >= max(needed, leastFixed) else {
      return .tooLong(needed: max(needed, leastFixed), limit: limit)
    }
    return .tokens(min(wanted, limit))
  }

  /// The tokens of an answer in the job's shape: an image, or the whole article given back.
  package static func answerTokens(for article: Article, output: OutputShape) -> Int {
    var estimate = TokenEstimate()
    switch output {
    case .text:
      estimate.add(article.title)
      estimate.add(article.body)
    case .json:
      estimate.addEscaped(article.title)
      estimate.addEscaped(article.body)
      estimate.add(#"{"title":"","body":""}"#)
    case .image: return imageTokens
    }
    return estimate.tokens
  }

  /// What an answer in the job's shape cannot do without, in tokens; nil: all of `answerTokens`.
  /// What gives no body is not as long as its article, which only bounds it.
  package static func leastTokens(for output: OutputShape) -> Int? {
    guard case .json(let schema) = output, !schema.hasBody else { return nil }
    return max(leastAuto, SchemaLength.tokens(of: schema.root))
  }

  /// The part of the room that an effort takes, in hundredths, as OpenRouter's documentation of
  /// reasoning tokens gives it (openrouter.ai/docs, reasoning tokens); `nil` is a model
  /// left to itself.
  package static func reasoningShare(effort: String?, card: ModelCard) -> Int {
    switch effort {
    case "max", "xhigh": 95
    case "high": 80
    case "medium": 50
    case "low": 20
    case "minimal": 10
    case "none" where card.reasoning?.isMandatory != true: 0
    default:
      card.reasoning.map { $0.isMandatory || $0.isDefault ? 50 : 0 } ?? 0
    }
  }
}
