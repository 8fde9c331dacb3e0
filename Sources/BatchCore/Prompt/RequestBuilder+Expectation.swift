extension RequestBuilder {
  /// What an article is likely to take.
  ///
  /// - Parameter cards: of the ladder; each request goes to the first that has room for it, and
  ///   none goes back to an earlier one.
  package func expectation(for article: Article, cards: [ModelCard]) -> ArticleExpectation {
    let works = SectionWork.steps(of: article, job: job)
    var expectation = ArticleExpectation()
    var rung = 0
    if let describe = job.describe, cards.count > 1, cards[0].id == describe.model {
      expectation.requests = [describing(article, cards[0])]
      rung = 1
    }
    let steps: [SectionWork?] = works.isEmpty ? [nil] : works
    for work in steps {
      let before = expectation.requests.reduce(0) { $0 + $1.completionTokens }
      var next: RequestExpectation?
      while next == nil, rung < cards.count {
        next = request(
          for: work?.part ?? article, work, rung, cards[rung],
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

  /// Tokens of a description: a paragraph of what is to be seen.
  private static let descriptionTokens = 180

  private func describing(_ article: Article, _ card: ModelCard) -> RequestExpectation {
    let work = PictureWork(
      job: job, model: card.id, revision: 0, finished: [], step: 0)
    return RequestExpectation(
      promptTokens: promptTokens(
        messages(article, nil, work, format: .none, .none), format: .none, .likely),
      completionTokens: Self.descriptionTokens)
  }

  /// nil: the model has no room for it.
  ///
  /// - Parameter before: tokens of earlier answers that it holds, beside its messages.
  private func request(
    for part: Article, _ work: SectionWork?, _ rung: Int, _ card: ModelCard, before: Int
  ) -> RequestExpectation? {
    let format = schema == nil ? .none : card.strongestFormat
    let messages = messages(part, work, format: format, .none)
    guard hasRoom(card, for: messages, part, format: format) else { return nil }
    let takesEffort = card.supportedParameters?.contains("reasoning") == true
    return RequestExpectation(
      rung: rung, promptTokens: promptTokens(messages, format: format, .likely) + before,
      completionTokens: AnswerRoom.likelyTokens(
        for: part, job: job, effort: takesEffort ? effort(.none) : nil, card: card),
      makesImage: job.output == .image)
  }

  private func hasRoom(
    _ card: ModelCard, for messages: [RequestMessage], _ part: Article, format: ResponseFormat
  ) -> Bool {
    guard RequestRoute.first(for: job.output, card: card) != .images else { return true }
    let bytes = messages.reduce(schema?.text.utf8.count ?? 0) { $0 + $1.text.utf8.count }
    let limit = min(card.maxCompletionTokens ?? .max, card.contextLength)
    // No text has more tokens than bytes: most need no closer look.
    if job.request.maxTokens == .auto, job.output != .image, 2 * bytes + 1024 < limit {
      return true
    }
    let room = AnswerRoom.size(
      for: job.request.maxTokens,
      answer: AnswerRoom.answerTokens(for: part, output: job.output),
      prompt: promptTokens(messages, format: format), adjusted: nil, reasoning: 0, card: card)
    if case .tooLong = room { return false }
    return true
  }
}
