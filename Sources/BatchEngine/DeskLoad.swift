/// How much of its time the desk has been making turns of late.
struct DeskLoad {
  private var busy = 0.0
  private var whole = 0.0
  /// What a turn leaves of the weight of those before it.
  private static let memory = 0.9
  private static let light = 0.25

  /// - Parameters:
  ///   - busy: what a turn took.
  ///   - whole: since the end of the one before.
  mutating func note(busy: Duration, of whole: Duration) {
    self.busy = self.busy * Self.memory + busy / .seconds(1)
    self.whole = self.whole * Self.memory + whole / .seconds(1)
  }

  /// A turn of its own for each is no burden.
  var isLight: Bool { busy < whole * Self.light }
}
