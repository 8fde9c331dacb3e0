/// The commands that come next for a role, as they can be typed.
package struct NextSteps {
  private let ending: String

  /// - Parameter database: the queue's path; the default one need not be named.
  package init(database: String) {
    ending = database == "batch.sqlite" ? "" : " --database \(shellQuoted(database))"
  }

  package var enqueue: String { "batch enqueue articles.jsonl" + ending }

  package func run(_ role: String) -> String { "batch run --role \(shellQuoted(role))" + ending }

  package func retry(_ role: String) -> String {
    "batch retry --role \(shellQuoted(role))" + ending
  }

  package func export(_ role: String) -> String {
    let role = shellQuoted(role)
    return "batch export --role \(role) -o \(role).jsonl" + ending
  }

  /// One line a step, what it is for in front.
  package func lines(for role: StatusReport.Role) -> [String] {
    var lines: [String] = []
    if role.ready + role.claimed > 0 { lines.append("Go on: " + run(role.role)) }
    if role.failed > 0 { lines.append("Try the failed again: " + retry(role.role)) }
    if role.done > 0 { lines.append("Take it out: " + export(role.role)) }
    return lines
  }
}
