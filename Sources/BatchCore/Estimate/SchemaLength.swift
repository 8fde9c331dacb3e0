extension AnswerRoom {
  /// An image of Google's models counts as 1,100 to 2,000 tokens, most as 1,290.
  private static let likelyImageTokens = 1_290

  /// How many tokens an answer is likely to have, its reasoning included: of a text and of what has
  /// a body as many as the article, else what the schema makes likely.
  static func likelyTokens(
    for article: Article, in language: TextLanguage?, job: Job, effort: String?, card: ModelCard
  ) -> Int {
    guard job.output != .image else { return likelyImageTokens }
    var visible = 0
    if case .json(let schema) = job.output {
      visible = SchemaLength.tokens(of: schema.root, members: SchemaLength.members(for: article))
    }
    if job.output.hasBody {
      var estimate = TokenEstimate(.likely, language: language)
      if job.output == .text {
        estimate.add(article.body)
      } else {
        estimate.addEscaped(article.body)
      }
      visible += estimate.tokens
    }
    let share = reasoningShare(effort: effort, card: card)
    let all = visible * 100 / (100 - share)
    guard case .fixed(let most) = job.request.maxTokens else { return all }
    return min(all, most)
  }
}

/// How long an answer of a shape is likely to be, the text of an article given back not counted.
enum SchemaLength {
  /// Tokens of a text that has no bound: two sentences of 13 words, which is also about what the
  /// stock prompts ask for ("at most 25 words", "two or three sentences").
  private static let text = 35
  /// Members of a list that names no number, where the article is not known.
  private static let members = 4
  private static let deepest = 20

  /// Members of a list that names no number, about an article: models find something to remark in
  /// each paragraph or two, some 150 words, and stop at about eight whatever the length.
  static func members(for article: Article) -> Int {
    min(max(1, TokenEstimate.tokens(in: article.body, .likely) / 200), 8)
  }

  static func tokens(of schema: JSONValue, members: Int = members, depth: Int = 0) -> Int {
    guard depth < deepest else { return 0 }
    if schema[member: "enum"] != nil { return 3 }
    switch schema[member: "type"]?.text {
    case "object":
      guard case .object(let properties)? = schema[member: "properties"] else { return text }
      return properties.reduce(2) { sum, property in
        let name = TokenEstimate.tokens(in: property.key, .likely) + 3
        // The article's body counts as the article.
        let isBody = depth == 0 && property.key == "body"
        return sum + name
          + (isBody ? 0 : tokens(of: property.value, members: members, depth: depth + 1))
      }
    case "array":
      let least = schema[member: "minItems"]?.integer ?? 0
      let most = schema[member: "maxItems"]?.integer ?? max(members, least)
      let each =
        schema[member: "items"].map { tokens(of: $0, members: members, depth: depth + 1) } ?? text
      return 2 + min(max(members, least), most) * (each + 1)
    case "string":
      let most = schema[member: "maxLength"]?.integer.map { ($0 + 3) / 4 } ?? text
      return min(text, most)
    case "integer", "number", "boolean", "null": return 2
    default: return text
    }
  }
}
