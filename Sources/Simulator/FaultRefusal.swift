import Foundation

extension Fault {
  /// The answer that takes the place of a completion, or nil where the fault is in the completion.
  func refusal(for request: ChatRequest, model: SimulatedModel?, id: String, now: Date) -> Refusal?
  {
    switch self {
    case .badKey: return .badKey
    case .upstreamKey: return .upstreamKey
    case .insufficientCredits: return .insufficientCredits
    case .cannotAfford(let tokens):
      return .cannotAfford(asked: max(tokens + 1, request.maxTokens ?? 16_384), tokens: tokens)
    case .promptTooDear: return .promptTooDear(tokens: request.promptTokens)
    case .inFlightBudget(let seconds): return .inFlightBudget(retryAfter: seconds)
    case .weightExceedsBudget: return .weightExceedsBudget
    case .keyLimit: return .keyLimit
    case .keyLimitPayment: return .keyLimitPayment
    case .workspaceBudget: return .workspaceBudget(now: now)
    case .moderated: return .moderated(model: request.model)
    case .guardrail: return .guardrail
    case .providerPolicy: return .providerPolicy
    case .unknownModel: return .unknownModel(request.model)
    case .noEndpoints: return .noEndpoints(request.model)
    case .privacy: return .privacy
    case .unsupportedParameters: return .unsupportedParameters
    case .contextLength:
      let limit = model?.contextLength ?? 8192
      return .contextLength(limit: limit, input: limit, output: request.maxTokens ?? 4096)
    case .badRequest: return .badRequest
    case .schemaDialect: return .schemaDialect
    case .temperatureRefused: return .temperatureRefused
    case .bodyTooLarge: return .bodyTooLarge
    case .unprocessable: return .unprocessable
    case .rateLimited(let hint, let seconds):
      return .rateLimited(request.model, hint: hint, seconds: seconds, now: now)
    case .modelPerMinute: return .modelPerMinute(request.model, now: now)
    case .freePerMinute: return .freePerMinute(now: now)
    case .freeDaily: return .freeDaily(now: now)
    case .cloudflare(let status): return .cloudflare(status: status)
    case .internalError: return .internalError
    case .badGateway(let raw): return .badGateway(raw)
    case .overloaded(let seconds): return .overloaded(retryAfter: seconds)
    case .requestTimeout: return .requestTimeout
    case .gatewayTimeout: return .gatewayTimeout
    case .edgeTimeout: return .edgeTimeout
    case .providerOverloaded: return .providerOverloaded
    case .htmlError(let status): return .html(status: status)
    case .plainError(let status): return .plain(status: status)
    case .emptyError(let status): return .bare(status: status)
    case .nestedError: return .nestedError
    case .outputModalities:
      return request.isForImageAPI ? nil : .outputModalities(request.modalities)
    case .imageUnfinished: return .imageUnfinished
    case .errorInside(let code): return request.stream ? nil : .errorInside(code: code, id: id)
    case .streamError: return request.stream ? nil : .errorInside(code: 502, id: id)
    case .contentFilter, .finishError, .cut, .whitespaceOnly, .halfDocument, .whitespaceFirst,
      .reasoningAteBudget, .empty, .emptyUnfinished, .reasoningOnly, .noChoices, .choicesMissing,
      .noMessage, .truncated, .prose, .fencedJSON, .jsonInProse, .trailingComma, .json5,
      .missingField, .emptyField, .shrunkField, .accentless, .nulCharacter, .replacementCharacter,
      .noImage, .imageSafety, .brokenImage,
      .notAnImage, .wrongMediaType, .contentParts, .otherModel,
      .usageMissing, .hang, .drip, .odd, .slow:
      return nil
    }
  }
}
