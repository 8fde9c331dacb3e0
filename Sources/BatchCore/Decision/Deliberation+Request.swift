/// What another request to the same model could be answered to.
extension Deliberation {
  /// S16, S17, and S30 where our own wishes leave nobody: the constraint that was named is dropped,
  /// once.
  var relaxed: Decision? {
    var adjustment = situation.adjustment
    guard let constraint = circumstance.constraint, adjustment.wasRelaxed != true,
      situation.hasTryLeft
    else { return nil }
    adjustment.wasRelaxed = true
    switch constraint {
    case .strictness:
      guard situation.shape.format == .jsonSchema, adjustment.isLax != true else { return nil }
      adjustment.isLax = true
    case .providers:
      guard adjustment.ignoredProviders?.isEmpty == false else { return nil }
      adjustment.ignoredProviders = []
    case .parameters(let names) where names.isEmpty:
      guard situation.shape.format != .none || !situation.shape.parameters.isEmpty else {
        return nil
      }
      adjustment.format = ResponseFormat.none
      adjustment.omitted = situation.shape.parameters + (adjustment.omitted ?? [])
    case .parameters(let names):
      guard drop(names, &adjustment) else { return nil }
    }
    return retry(adjustment)
  }

  /// It was asked for an image alone because this article got none (S45): that nobody serves that
  /// is no matter of the others.
  var isAstray: Bool {
    situation.shape.route == .chatForImage && situation.adjustment.hasOwnRoute == true
  }

  /// What such an article fails for: the answer it had.
  var withoutImage: Deliberation {
    let failure = Failure(.noImage, words: "no provider takes a request for an image alone")
    return Deliberation(failure: failure, circumstance: circumstance, situation: situation)
  }

  /// S46: once by the other way to ask for an image: the image API where no chat makes one, chat
  /// where the image API does not know the model.
  var rerouted: Decision? {
    var adjustment = situation.adjustment
    guard adjustment.wasRelaxed != true, circumstance.constraint == nil, situation.hasTryLeft else {
      return nil
    }
    switch situation.shape.route {
    case .chatWithImage where circumstance.needsImages,
      .chatForImage where circumstance.needsImages:
      adjustment.route = .images
    case .images: adjustment.route = .chatForImage
    case .chat, .chatWithImage, .chatForImage: return nil
    }
    adjustment.wasRelaxed = true
    return retry(adjustment)
  }

  /// S20: at once without the parameter that was refused; the way to ask for JSON step by step.
  var plainer: Decision? {
    guard case .parameters(let names)? = circumstance.constraint, situation.hasTryLeft else {
      return nil
    }
    var adjustment = situation.adjustment
    guard drop(names.isEmpty ? [Constraint.format] : names, &adjustment) else { return nil }
    return retry(adjustment)
  }

  /// Makes the way to ask for JSON one weaker, and leaves out the others; false if none of it was
  /// in the request.
  private func drop(_ names: [String], _ adjustment: inout Adjustment) -> Bool {
    var hasDropped = false
    for name in names {
      if name == Constraint.format, let weaker = situation.shape.format.weaker {
        adjustment.format = weaker
        hasDropped = true
      } else if situation.shape.parameters.contains(name) {
        adjustment.omitted = (adjustment.omitted ?? []) + [name]
        hasDropped = true
      }
    }
    return hasDropped
  }

  /// S18: once with as much room as the window leaves, if that is enough; nil if it is not.
  var inRoom: Decision? {
    guard
      let room = [circumstance.roomInWindow, circumstance.longestAnswer].compactMap({ $0 }).min()
    else { return nil }
    guard room < situation.shape.maxTokens else { return nil }
    // The input was counted roughly: "you requested about".
    return shortened(to: circumstance.roomInWindow == nil ? room : room / 50 * 49)
  }

  /// S4: once with less room, if that is room enough. S5 and the rest of S4 need a person. S7 never
  /// pauses: once half the room, then this task alone fails.
  var unaffordable: Decision {
    if circumstance.exceedsInFlightBudget {
      return shortened(to: situation.shape.maxTokens / 2) ?? .fail(failure)
    }
    return circumstance.affordableTokens.flatMap { shortened(to: $0 / 10 * 9) }
      ?? pause(.queue, circumstance.isKeyCapped ? .keyLimit : .insufficientCredits)
  }

  /// Half of the planned room is about what the answer needs: `auto` plans up to twice the input.
  private func shortened(to maxTokens: Int) -> Decision? {
    var adjustment = situation.adjustment
    // What the model was given for its reasoning because another article needed it is no need.
    let learnt = adjustment.maxTokens == nil ? adjustment.reasoningRoom ?? 1 : 1
    guard adjustment.isShortened != true, situation.hasTryLeft, situation.shape.route != .images,
      maxTokens >= max(situation.shape.maxTokens / learnt / 2, 64)
    else { return nil }
    adjustment.maxTokens = min(maxTokens, situation.shape.maxTokens)
    adjustment.isShortened = true
    return retry(adjustment)
  }
}
