extension Pause {
  /// A pause that somebody at a terminal or the page begins.
  package static func byUser(_ scope: Scope, since now: Timestamp, next: NextSteps) -> Pause {
    Pause(
      scope: scope, reason: .operator, since: now, message: "You paused \(scope.inWords).",
      remedy: "Go on with: \(next.resume(scope))")
  }
}

extension Pause.Scope {
  /// `the queue`, `the role rewrite`, `the model openai/gpt-4o-mini`.
  package var inWords: String {
    switch self {
    case .queue: "the queue"
    case .role(let role): "the role \(role)"
    case .model(let model): "the model \(model)"
    case .freeModels: "all free models"
    }
  }

  /// The scope of its text in the status document; nil: there is none like that.
  package init?(text: String) {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count) {
    case ("queue", 1): self = .queue
    case ("free models", 1): self = .freeModels
    case ("role", 2): self = .role(parts[1])
    case ("model", 2): self = .model(parts[1])
    default: return nil
    }
  }
}
