import Foundation

/// Judges the body of a 200: an answer in the asked shape, or the name of what is wrong with it.
struct AnswerJudge {
  let exchange: Exchange
  let response: HTTPResponse
  let shape: OutputShape
  let model: String
  let now: Timestamp
  /// What was asked: characters that are damaged in the article may be in the answer.
  let request: [UInt8]
  /// Nil: the job asks for none.
  let checks: AnswerChecks?

  func outcome(of completion: Completion?) -> Outcome {
    let outcome = judged(completion)
    guard exchange.failure == nil, case .failed(let failure, var circumstance) = outcome else {
      return outcome
    }
    circumstance.cameWhole = true
    return .failed(failure, circumstance)
  }

  private func judged(_ completion: Completion?) -> Outcome {
    if exchange.failure?.kind == .tooLarge { return broken() }
    guard let completion else { return unreadable() }
    if let error = completion.error { return refused(ErrorBody(error)) }
    guard completion.isComplete else { return broken() }
    if completion.finishReason == "error" {
      return failed(.providerError, completion, words: completion.nativeFinishReason ?? "")
    }
    if completion.isGarbled { return failed(.cut, completion, words: "a part of it is unreadable") }
    guard completion.hasMessage else { return nothing(completion) }
    if shape == .image { return picture(completion) }
    if !completion.refusal.isEmpty {
      return failed(.declined, completion, words: completion.refusal)
    }
    let text = withoutThoughts(completion.text)
    let isBlank = text.isBlank
    if completion.wasFiltered(isBlank: isBlank) {
      return failed(.declined, completion, words: completion.nativeFinishReason ?? "filtered")
    }
    if completion.wasLimited { return limited(completion, isBlank: isBlank) }
    return isBlank ? empty(completion) : answer(text, completion)
  }

  private func answer(_ text: String, _ completion: Completion) -> Outcome {
    guard case .json(let schema) = shape else { return plain(text, completion) }
    let found = JSONExtraction.find(in: text) {
      SchemaCheck.violations(of: $0, against: schema.root).isEmpty
    }
    switch found {
    case .nothing(let why):
      return failed(.notJSON, completion, words: why)
    case .found(let value, let output, let extraction):
      let complaints =
        damage(in: value).map { [$0] }
        ?? SchemaCheck.violations(of: value, against: schema.root)
      guard complaints.isEmpty else { return .offSchema(complaints) }
      if let refusal = refusal(of: value) { return refusal }
      return .answered(Answer(output: output, extraction: extraction))
    }
  }

  private func plain(_ text: String, _ completion: Completion) -> Outcome {
    if let complaint = damage(in: .string(text)) { return .offSchema([complaint]) }
    if let refusal = refusal(of: .string(text)) { return refusal }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    guard let output = try? encoder.encode(text) else { return failed(.unknown, completion) }
    return .answered(Answer(output: String(decoding: output, as: UTF8.self), extraction: .text))
  }

  /// What the job's checks say about an answer in the right shape; nil: it may be kept.
  private func refusal(of answer: JSONValue) -> Outcome? {
    guard let complaints = checks?.complaints(about: answer), !complaints.isEmpty else {
      return nil
    }
    return .failedCheck(complaints)
  }

  /// Cut off by `max_tokens`: with text in it S42, without S38.
  func limited(_ completion: Completion, isBlank: Bool) -> Outcome {
    let tokens = completion.usage.map(Usage.init) ?? Usage()
    let isReasoning =
      completion.hasOtherContent || (tokens.reasoningTokens ?? 0) > 0
      || (tokens.completionTokens ?? 0) > 0
    let count = tokens.completionTokens.map { "after \($0) tokens" } ?? ""
    return failed(isBlank && isReasoning ? .reasoningOnly : .truncated, completion, words: count)
  }

  /// S39, S40: what was billed as finished, or put elsewhere, comes out the same again.
  private func empty(_ completion: Completion) -> Outcome {
    let tokens = completion.usage.map(Usage.init)?.completionTokens
    let isFinished = completion.finishReason == "stop" && tokens == 0
    let wroteElsewhere = completion.hasOtherContent || !completion.images.isEmpty
    let words = wroteElsewhere ? "only reasoning, images or tool calls" : ""
    return .failed(
      Failure(.empty, provider: completion.provider, words: words),
      Circumstance {
        $0.provider = completion.provider
        $0.wroteElsewhere = wroteElsewhere
        if isFinished || wroteElsewhere { $0.repeatLimit = 1 }
      })
  }

  /// S41.
  private func nothing(_ completion: Completion) -> Outcome {
    .failed(
      Failure(.empty, provider: completion.provider, words: "no choices"),
      Circumstance {
        $0.provider = completion.provider
        $0.repeatLimit = 2
      })
  }

  private func refused(_ error: ErrorBody) -> Outcome {
    let kind = FailureKind.of(error, status: nil)
    return .failed(
      Failure(kind, error: error, status: nil, model: model),
      .of(kind, error: error, response: response, now: now))
  }

  /// A body that is neither JSON nor a stream.
  private func unreadable() -> Outcome {
    let body = response.body.drop { $0.isJSONSpace }
    if body.isEmpty || exchange.failure != nil { return broken() }
    guard body.first == UInt8(ascii: "{") else {
      return .failed(
        Failure(.serverError, status: response.status, words: "not an answer"), Circumstance())
    }
    return .failed(
      Failure(.cut, words: "the body is not a whole JSON document"), Circumstance())
  }

  private func broken() -> Outcome {
    .failed(Failure(transport: exchange.failure), .of(exchange.failure))
  }

  func failed(
    _ kind: FailureKind, _ completion: Completion, words: String = ""
  ) -> Outcome {
    .failed(
      Failure(kind, provider: completion.provider, words: words),
      Circumstance { $0.provider = completion.provider })
  }

  /// Some models think aloud before they answer; a thought is never the answer.
  private func withoutThoughts(_ text: String) -> String {
    let text = afterUnopenedThought(text)
    // Most answers begin with a bracket, which needs no look at what a character is.
    if let first = text.utf8.first, first < 0x80, first != UInt8(ascii: "<"), !first.isASCIISpace {
      return text
    }
    let begin = text.drop(while: \.isWhitespace)
    guard begin.hasPrefix("<think>") else { return text }
    guard let end = begin.firstRange(of: "</think>") else { return "" }
    return String(begin[end.upperBound...])
  }

  /// What stands after the last `</think>` that nothing opens: the opening is often part of the
  /// prompt's form, and only the end is written. An article about such marks keeps them.
  private func afterUnopenedThought(_ text: String) -> String {
    let (open, close) = ("<think>", "</think>")
    guard text.holds(bytesOf: "</think>"), !request.holds("</think>")
    else { return text }
    if case .json = shape, let first = text.first(where: { !$0.isWhitespace }), "{[".contains(first)
    {
      return text
    }
    var rest = text[...]
    var answer = rest
    var depth = 0
    while let end = rest.firstRange(of: close) {
      depth += rest[..<end.lowerBound].ranges(of: open).count
      rest = rest[end.upperBound...]
      if depth == 0 { answer = rest }
      depth = max(0, depth - 1)
    }
    return String(answer)
  }

  /// NUL and U+FFFD are accents and quotes that were lost on the way.
  private func damage(in value: JSONValue) -> String? {
    guard holds(value, { $0.holds("\0") || $0.holds(Self.replacement) }) else { return nil }
    // Only now: a request is long, and hardly an answer is damaged.
    if request.holds(Self.replacement), !holds(value, { $0.holds("\0") }) { return nil }
    return "some characters are damaged: write accents and quotation marks as plain UTF-8"
  }

  /// What decoders leave where they found no character.
  private static let replacement: StaticString = "\u{FFFD}"

  private func holds(
    _ value: JSONValue, _ isDamaged: (UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Bool {
    switch value {
    case .null, .bool, .number: return false
    case .string(var text): return text.withUTF8(isDamaged)
    case .array(let elements): return elements.contains { holds($0, isDamaged) }
    case .object(let members):
      return members.contains { holds(.string($0.key), isDamaged) || holds($0.value, isDamaged) }
    }
  }
}
