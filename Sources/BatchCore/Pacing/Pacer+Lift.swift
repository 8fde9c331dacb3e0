extension Pacer {
  /// Somebody knows better than the provider's hint: one request of these models goes through at
  /// once, and the others wait for its answer.
  ///
  /// - Parameter isAccountWide: the account's own gate is lifted too.
  package mutating func lift(_ models: [String], isAccountWide: Bool) {
    for model in models { self.models[model, default: Pace()].gate.lift() }
    if models.contains(where: ModelID.isFree) { free.gate.lift() }
    if isAccountWide { account.gate.lift() }
  }
}
