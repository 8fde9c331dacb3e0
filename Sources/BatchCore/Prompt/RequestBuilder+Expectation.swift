extension RequestBuilder {
  /// What an article is likely to take.
  ///
  /// - Parameters:
  ///   - cards: of the ladder; each request goes to the first that has room for it, and none goes
  ///     back to an earlier one.
  ///   - first: the rung on which it starts.
  package func expectation(
    for article: Article, cards: [ModelCard], from first: Int = 0
  ) -> ArticleExpectation {
    let works = SectionWork.steps(of: article, job: job)
    let language = TextLanguage.of(article)
    var expectation = ArticleExpectation()
    var rung = first
    if isDescribing(cards[rung]), rung + 1 < cards.count {
      expectation.requests = [describing(article, language, cards[rung], rung)].compactMap { $0 }
      rung += 1
    }
    let steps: [SectionWork?] = works.isEmpty ? [nil] : works
    for work in steps {
      let before = expectation.requests.reduce(0) { $0 + $1.completionTokens }
      var next: RequestExpectation?
      while next == nil, rung < cards.count {
        next = request(
          for: work?.part ?? article, language, work, rung, cards[rung],
          before: work?.isMerge == true ? before : 0)
        if next == nil { rung += 1 }
      }
      guard let next else {
        expectation.isTooLong = true
        return expectation
      }
      expectation.requests.append(next)
    }
    return expectation
  }

  /// Whether a model has room for what it is asked of an article.
  func hasRoom(for article: Article, _ card: ModelCard) -> Bool {
    isDescribing(card)
      ? describing(article, nil, card, 0) != nil
      : !expectation(for: article, cards: [card]).isTooLong
  }

  private func isDescribing(_ card: ModelCard) -> Bool { card.id == job.describe?.model }

  /// Tokens of a description: a paragraph of what is to be seen.
  private static let descriptionTokens = 180

  /// nil: the model has no room for it, and the article itself is drawn.
  private func describing(
    _ article: Article, _ language: TextLanguage?, _ card: ModelCard, _ rung: Int
  ) -> RequestExpectation? {
    let work = PictureWork(
      job: job, model: card.id, revision: 0, finished: [], step: 0)
    let messages = messages(article, nil, work, format: .none, .none)
    guard hasRoom(card, for: messages, article, format: .none) else { return nil }
    return RequestExpectation(
      rung: rung,
      promptTokens: promptTokens(messages, format: .none, .likely, language: language),
      completionTokens: Self.descriptionTokens)
  }

  /// nil: the model has no room for it.
  ///
  /// - Parameter before: tokens of earlier answers that it holds, beside its messages.
  private func request(
    for part: Article, _ language: TextLanguage?, _ work: SectionWork?, _ rung: Int,
    _ card: ModelCard, before: Int
  ) -> RequestExpectation? {
    let format = schema == nil ? .none : card.strongestFormat
    let messages = messages(part, work, format: format, .none)
    let isDrawn = RequestRoute.first(for: job.output, card: card) == .images
    guard isDrawn || hasRoom(card, for: messages, part, format: format, before: before) else {
      return nil
    }
    let takesEffort = card.supportedParameters?.contains("reasoning") == true
    return RequestExpectation(
      rung: rung,
      promptTokens: promptTokens(messages, format: format, .likely, language: language) + before,
      completionTokens: AnswerRoom.likelyTokens(
        for: work?.checked ?? part, in: language, job: job,
        effort: takesEffort ? effort(.none) : nil, card: card),
      makesImage: job.output == .image)
  }

  private func hasRoom(
    _ card: ModelCard, for messages: [RequestMessage], _ part: Article, format: ResponseFormat,
    before: Int = 0
  ) -> Bool {
    let bytes = messages.reduce(schema?.text.utf8.count ?? 0) { $0 + $1.text.utf8.count }
    let limit = min(card.maxCompletionTokens ?? .max, card.contextLength)
    // No text has more tokens than bytes: most need no closer look.
    if job.request.maxTokens == .auto, job.output != .image, 2 * bytes + before + 1024 < limit {
      return true
    }
    let room = AnswerRoom.size(
      for: job.request.maxTokens,
      answer: answer(to: part), least: AnswerRoom.leastTokens(for: job.output),
      prompt: promptTokens(messages, format: format) + before, adjusted: nil, reasoning: 0,
      card: card)
    if case .tooLong = room { return false }
    return true
  }
}
