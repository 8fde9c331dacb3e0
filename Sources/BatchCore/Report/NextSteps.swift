/// The commands that come next for a role, as they can be typed.
package struct NextSteps {
  private let ending: String

  /// - Parameter database: the queue's path; the default one need not be named.
  package init(database: String) {
    ending = database == "batch.sqlite" ? "" : " --database \(shellQuoted(database))"
  }

  package var enqueue: String { "batch enqueue articles.jsonl" + ending }

  package func run(_ role: String) -> String { "batch run --role \(shellQuoted(role))" + ending }

  /// Makes the results of earlier prompts anew.
  package func redo(_ role: String) -> String {
    "batch run --role \(shellQuoted(role)) --redo-stale" + ending
  }

  package func retry(_ role: String, kind: FailureKind? = nil) -> String {
    "batch retry --role \(shellQuoted(role))" + (kind.map { " --kind \($0.rawValue)" } ?? "")
      + ending
  }

  /// Puts back what was cancelled.
  package func retryCancelled(_ role: String) -> String {
    "batch retry --role \(shellQuoted(role)) --cancelled" + ending
  }

  package var failures: String { "batch failures" + ending }

  /// Ends a pause of a scope.
  package func resume(_ scope: Pause.Scope) -> String { "batch resume" + option(scope) + ending }

  private func option(_ scope: Pause.Scope) -> String {
    switch scope {
    case .queue, .freeModels: ""
    case .role(let role): " --role \(shellQuoted(role))"
    case .model(let model): " --model \(shellQuoted(model))"
    }
  }

  package func export(_ role: String) -> String {
    let role = shellQuoted(role)
    return "batch export --role \(role) -o \(role).jsonl" + ending
  }

  /// One line a step, what it is for in front.
  package func lines(for role: StatusReport.Role) -> [String] {
    var lines: [String] = []
    if role.ready + role.claimed > 0 { lines.append("Go on: " + run(role.role)) }
    if role.failed > 0 {
      lines.append("See why, with ids: " + failures)
      lines.append("Try the failed again: " + retry(role.role))
    }
    if role.stale > 0 {
      let results = "\(Wording.counted(role.stale, "result")) of \(role.role)"
      lines.append(
        "\(results) \(role.stale == 1 ? "was" : "were") made with an earlier prompt: "
          + redo(role.role))
    }
    if role.done > 0 { lines.append("Take it out: " + export(role.role)) }
    return lines
  }
}
