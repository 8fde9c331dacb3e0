import BatchCore

/// Roles whose tasks are not all made yet: a run begins with the first of a million, and makes the
/// rest between its turns.
struct UnmadeTasks {
  private var roles: [(name: String, made: Int)] = []

  var isEmpty: Bool { roles.isEmpty }

  func contains(_ role: String) -> Bool { roles.contains { $0.name == role } }

  /// Makes a role's first tasks, and keeps it in mind if there may be more.
  mutating func begin(_ role: String, limit: Int, _ parts: RunParts) throws(StoreFailure) {
    let made = try parts.store.makeTasks(role: role, limit: limit)
    if made == limit {
      roles.append((role, made))
    } else {
      tell(role, made, parts)
    }
  }

  /// Makes the next part of the first role's tasks.
  mutating func makePart(_ parts: RunParts) throws(StoreFailure) {
    guard let role = roles.first else { return }
    let made = try parts.store.makeTasks(role: role.name, limit: parts.tasksAtOnce)
    roles[0].made += made
    guard made < parts.tasksAtOnce else { return }
    tell(role.name, role.made + made, parts)
    roles.removeFirst()
  }

  private func tell(_ role: String, _ made: Int, _ parts: RunParts) {
    if made > 0 { parts.say(.madeTasks(role: role, count: made)) }
  }
}
