extension Decision {
  /// What to do about an outcome: the rules of the queue, one line a kind, no state of its own.
  package static func about(_ outcome: Outcome, in situation: Situation) -> Decision {
    switch outcome {
    case .answered(let answer): .succeed(answer)
    case .failed(let failure, let circumstance):
      Deliberation(failure: failure, circumstance: circumstance, situation: situation).decision
    }
  }
}

/// One failure in its situation.
struct Deliberation {
  let failure: Failure
  let circumstance: Circumstance
  let situation: Situation

  var decision: Decision {
    switch failure.kind {
    case .badKey: pause(.queue, .badKey)
    case .insufficientCredits: pause(.queue, .insufficientCredits)
    case .keyLimit: pause(.queue, .keyLimit, until: circumstance.resetsAt)
    case .budgetExceeded: pause(.queue, .budgetExceeded, until: circumstance.resetsAt)
    case .badRequest: circumstance.isArticles ? oddArticle : pause(.queue, .badRequest)
    case .freeDailyLimit: pause(freeScope, .freeDailyLimit, until: nextFreeDay)
    case .unaffordable: unaffordable
    case .throttled, .inFlightBudget: postponeBehindOthers
    case .edgeBlocked: circumstance.isAccountWide ? postponeBehindOthers : atEdge
    case .overloaded:
      relaxed ?? (circumstance.wait == nil ? again(.overload) : postponeBehindOthers)
    case .timedOut: again(.overload)
    case .serverError, .cut, .unknown: again(.fault)
    case .providerError: retryPassingOver
    case .upstreamRefused: retryElsewhere
    case .empty: retryEmpty
    case .noImage: circumstance.isUnfinishedImage ? retryUnfinished : retryForImage
    case .unreachable: .postpone(failure, .unreachable, notBefore: situation.now + outageProbe)
    case .aborted: .postpone(failure, .interrupted, notBefore: nil)
    case .lost: .postpone(failure, .lost, notBefore: nil)
    case .returned: .postpone(failure, .returned, notBefore: nil)
    case .unknownModel: escalate ?? pauseModel(.unknownModel)
    case .noEndpoints: isAstray ? withoutImage.giveUp : relaxed ?? rerouted ?? withoutModel
    case .unsupportedParameter: plainer ?? retryElsewhere
    case .moderated: circumstance.isGuardrail ? .fail(failure) : unmoderated
    case .declined: situation.adjustment.wasDeclined == true ? .fail(failure) : giveUp
    case .tooLong: inRoom ?? giveUp
    case .tooLarge, .oversized: giveUp
    case .truncated: retryLonger(times: 2)
    case .reasoningOnly: retryLonger(times: Adjustment.reasoningFactor)
    case .notJSON: escalate ?? retryWithComplaint(notJSONComplaint)
    case .offSchema, .failedCheck: sentBack
    }
  }
}
