/// A run at work, for whoever tells what it does with a change.
package struct RunAtWork: Sendable, Equatable {
  /// That it works.
  package var roles: [String]

  package init(roles: [String]) { self.roles = roles }

  package func works(_ role: String) -> Bool { roles.contains(role) }

  /// What becomes of tasks that are ready again.
  ///
  /// - Parameter role: theirs; nil: of any.
  package func takesUp(_ count: Int, of role: String?) -> String {
    guard let role else {
      return "The run at work takes up what is of \(Wording.listed(roles))."
    }
    let them = count == 1 ? "it" : "them"
    return works(role)
      ? "The run at work takes \(them) up."
      : "\(otherRoles) The next run of \(role) takes \(them) up."
  }

  /// Why it does nothing for a role that is none of its own.
  package var otherRoles: String { "The run at work is of \(Wording.listed(roles)) alone." }
}
