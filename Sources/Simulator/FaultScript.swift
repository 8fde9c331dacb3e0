/// The rules in force, and how often each may still apply.
struct FaultScript: Sendable {
  private var rules: [FaultRule]
  private let seed: UInt64

  init(_ rules: [FaultRule], seed: UInt64) {
    self.rules = rules
    self.seed = seed
  }

  /// The fault for this request: that of the first rule that applies, counted once.
  mutating func fault(for request: ChatRequest, number: Int) -> Fault? {
    for position in rules.indices
    where rules[position].applies(to: request, number: number, seed: seed, position: position) {
      rules[position].times? -= 1
      return rules[position].fault
    }
    return nil
  }
}
