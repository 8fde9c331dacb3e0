/// What the balance leaves for answers.
package struct Thrift: Sendable, Equatable {
  /// It is too small for many rooms at once (S6).
  package var isTight: Bool
  /// The largest answer it was enough for, in tokens, where a larger one was refused (S4); nil: none
  /// was.
  package var affordable: Int?

  package init(isTight: Bool = false, affordable: Int? = nil) {
    self.isTight = isTight
    self.affordable = affordable
  }

  /// A planned room as far as it can be afforded. Half of one is about what an answer needs: what
  /// cannot even have that is asked for as it is, and the refusal tells the user.
  func limited(_ room: Int) -> Int {
    guard let affordable, affordable < room, affordable >= room - affordable else { return room }
    return affordable
  }
}
