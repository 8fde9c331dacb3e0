/// What became of the question about the key (`GET /key`), which costs nothing.
package enum KeyAnswer: Sendable, Equatable {
  case known(KeyCard)
  case refused(status: Int)
  /// It could not be asked.
  case unknown

  package init(_ exchange: Exchange) {
    if let card = exchange.successBody.flatMap({ KeyCard(parsing: $0) }) {
      self = .known(card)
    } else if let status = exchange.response?.status, [401, 403].contains(status) {
      self = .refused(status: status)
    } else {
      self = .unknown
    }
  }
}

extension Decision {
  /// The key's own card may tell more: whether it is the key that was refused (S1), and when its
  /// cap starts anew (S8).
  package var asksForKey: Bool {
    guard case .pause(_, let pause) = self else { return false }
    return pause.reason == .badKey || pause.reason == .keyLimit && pause.until == nil
  }

  /// The same decision with what the answer tells about its pause.
  package func informed(by answer: KeyAnswer, now: Timestamp) -> Decision {
    guard asksForKey, case .pause(let failure, var pause) = self else { return self }
    switch (pause.reason, answer) {
    case (.keyLimit, .known(let card)):
      // Clocks differ: a cap that has just started anew may not have done so there yet.
      let hasJustReset = card.nextReset(after: now + .seconds(-600)).map { $0 <= now } ?? false
      pause.until = hasJustReset ? now + .seconds(60) : card.nextReset(after: now)
    case (.badKey, .refused):
      pause.message += " Asked about the key alone, the provider refuses it too."
    case (.badKey, .known(let card)):
      if let trouble = card.trouble(at: now) {
        pause.message += " \(trouble.sentence)"
        pause.remedy = "\(trouble.remedy) Then run again."
      } else {
        pause.message += " Asked about the key alone, the provider accepts it."
        pause.remedy = """
          Run again: the key is right. If that is refused too, a proxy may take the Authorization \
          header from requests, or this key may not use the model: openrouter.ai/keys.
          """
      }
    default: break
    }
    return .pause(failure, pause)
  }
}
