/// The counters of a role: the columns of `tally_role`.
enum RoleCounter: String, CaseIterable {
  case ready, claimed, done, failed, cancelled, escalated, attempts, throttled, cost, reserved
  case accepted, rejected
  case costUnknown = "cost_unknown"
  case promptTokens = "prompt_tokens"
  case completionTokens = "completion_tokens"

  static let columns = allCases.map(\.rawValue).joined(separator: ", ")
}
