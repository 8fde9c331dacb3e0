/// What the balance leaves for answers.
package struct Thrift: Sendable, Equatable {
  /// It is too small for many rooms at once (S6).
  package var isTight: Bool
  /// By model, the largest answer it was enough for, in tokens, where a larger one was refused
  /// (S4).
  package var affordable: [String: Int]

  package init(isTight: Bool = false, affordable: [String: Int] = [:]) {
    self.isTight = isTight
    self.affordable = affordable
  }

  /// A planned room as far as it can be afforded. Where even what is needed cannot, it is asked for
  /// as it is, and the refusal tells the user.
  func limited(_ room: Int, needed: Int, model: String) -> Int {
    guard let affordable = affordable[model], affordable < room, affordable >= needed else {
      return room
    }
    return affordable
  }
}
