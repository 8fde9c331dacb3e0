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

  /// The first role that is not passed over.
  func first(unless isHeld: (String) -> Bool) -> Int? {
    roles.firstIndex { !isHeld($0.name) }
  }

  /// Makes the next part of the first role's tasks.
  ///
  /// - Parameter isHeld: passes over roles whose tasks are being cancelled.
  mutating func makePart(
    _ parts: RunParts, unless isHeld: (String) -> Bool = { _ in false }
  ) throws(StoreFailure) {
    guard let index = first(unless: isHeld) else { return }
    let role = roles[index]
    let made = try parts.store.makeTasks(role: role.name, limit: parts.tasksAtOnce)
    roles[index].made += made
    guard made < parts.tasksAtOnce else { return }
    tell(role.name, role.made + made, parts)
    roles.remove(at: index)
  }

  private func tell(_ role: String, _ made: Int, _ parts: RunParts) {
    if made > 0 { parts.say(.madeTasks(role: role, count: made)) }
  }
}
