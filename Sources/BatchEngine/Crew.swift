/// How many workers there are, and how many there should be.
struct Crew {
  /// Requests in flight at most.
  var wanted: Int
  /// Hired and not yet gone.
  private(set) var present = 0
  private var begin: (@Sendable (Int) -> Void)?

  init(wanted: Int) { self.wanted = wanted }

  /// - Parameter begin: starts so many workers.
  mutating func open(_ begin: @escaping @Sendable (Int) -> Void) {
    self.begin = begin
    hire()
  }

  /// Starts the workers that are missing.
  mutating func hire() {
    guard let begin, present < wanted else { return }
    begin(wanted - present)
    present = wanted
  }

  var surplus: Int { max(present - wanted, 0) }

  /// So many were sent home.
  mutating func left(_ count: Int) { present -= count }
}
