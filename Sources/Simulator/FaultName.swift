extension Fault {
  /// Every fault once, with arguments that make sense.
  package static let all: [Fault] = [
    .badKey, .upstreamKey, .insufficientCredits, .cannotAfford(tokens: 512), .promptTooDear,
    .inFlightBudget(retryAfter: 2), .weightExceedsBudget, .keyLimit, .keyLimitPayment,
    .workspaceBudget, .moderated, .guardrail, .providerPolicy, .contentFilter, .unknownModel,
    .noEndpoints, .privacy, .unsupportedParameters, .contextLength, .badRequest, .schemaDialect,
    .temperatureRefused,
    .bodyTooLarge, .unprocessable, .rateLimited(.retryAfter, seconds: 1), .modelPerMinute,
    .freePerMinute, .freeDaily, .cloudflare(status: 503), .internalError, .badGateway(.text),
    .overloaded(retryAfter: nil), .requestTimeout, .gatewayTimeout, .edgeTimeout,
    .providerOverloaded, .htmlError(status: 502), .plainError(status: 502),
    .emptyError(status: 502), .errorInside(code: 502), .nestedError, .finishError, .streamError,
    .cut(afterBytes: 100), .whitespaceOnly, .halfDocument, .whitespaceFirst, .reasoningAteBudget,
    .empty, .emptyUnfinished, .reasoningOnly, .noChoices, .choicesMissing, .noMessage, .truncated,
    .prose, .fencedJSON, .jsonInProse, .trailingComma, .json5, .missingField, .emptyField,
    .shrunkField, .accentless, .nulCharacter, .replacementCharacter,
    .noImage, .imageSafety, .brokenImage, .notAnImage, .wrongMediaType, .outputModalities,
    .imageUnfinished, .contentParts, .otherModel, .usageMissing, .hang(milliseconds: 60_000),
    .drip(milliseconds: 60_000), .odd(.html), .slow(milliseconds: 2000),
  ]

  /// The case's name, then its arguments after colons.
  package var name: String {
    ([word] + arguments).joined(separator: ":")
  }

  /// Reads a name; absent arguments are those of `all`, nil for a word that names no fault.
  package init?(name: String) {
    let parts = name.split(separator: ":").map(String.init)
    guard let sample = Self.all.first(where: { $0.word == parts.first }) else { return nil }
    let given = Array(parts.dropFirst())
    guard given.count <= max(1, sample.arguments.count) else { return nil }
    guard !given.isEmpty else {
      self = sample
      return
    }
    guard let fault = sample.with(given) else { return nil }
    self = fault
  }

  private var word: String {
    let text = String(describing: self)
    return text.firstIndex(of: "(").map { String(text[..<$0]) } ?? text
  }

  private var arguments: [String] {
    switch self {
    case .cannotAfford(let number), .inFlightBudget(let number), .cloudflare(let number),
      .htmlError(let number), .plainError(let number), .emptyError(let number),
      .errorInside(let number), .cut(let number), .hang(let number), .drip(let number),
      .slow(let number):
      [String(number)]
    case .overloaded(let seconds): seconds.map { [String($0)] } ?? []
    case .badGateway(let form): [form.rawValue]
    case .odd(let oddity): [oddity.rawValue]
    case .rateLimited(let hint, let seconds):
      hint == .none ? [hint.rawValue] : [hint.rawValue, Self.plain(seconds)]
    default: []
    }
  }

  private func with(_ given: [String]) -> Fault? {
    if case .badGateway = self { return RawForm(rawValue: given[0]).map(Fault.badGateway) }
    if case .odd = self { return Oddity(rawValue: given[0]).map(Fault.odd) }
    if case .rateLimited(_, let usual) = self {
      guard let hint = RetryHint(rawValue: given[0]) else { return nil }
      guard given.count > 1 else { return .rateLimited(hint, seconds: usual) }
      return Double(given[1]).map { .rateLimited(hint, seconds: $0) }
    }
    guard let number = Int(given[0]), number >= 0 else { return nil }
    switch self {
    case .cannotAfford: return .cannotAfford(tokens: number)
    case .inFlightBudget: return .inFlightBudget(retryAfter: number)
    case .cloudflare: return .cloudflare(status: number)
    case .overloaded: return .overloaded(retryAfter: number)
    case .htmlError: return .htmlError(status: number)
    case .plainError: return .plainError(status: number)
    case .emptyError: return .emptyError(status: number)
    case .errorInside: return .errorInside(code: number)
    case .cut: return .cut(afterBytes: number)
    case .hang: return .hang(milliseconds: number)
    case .drip: return .drip(milliseconds: number)
    case .slow: return .slow(milliseconds: number)
    default: return nil
    }
  }

  private static func plain(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
  }
}
