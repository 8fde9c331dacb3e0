/// What goes wrong below one process, at a counted call to the file system; `StorageFaults.h` says
/// how.
struct StorageFault: CustomStringConvertible {
  /// The calls of an undisturbed process, by class.
  struct Calls {
    var all: Int
    var room: Int
    var writes: Int
    var syncs: Int
  }

  enum Kind: String, CaseIterable { case full, io, sync, torn, death }

  struct Refusal {
    var kind: Kind
    /// The first call of the kind's class that fails; 1 is the first of all.
    var at: Int
    var count: Int
    var isForEver: Bool { count == Self.forEver }

    static let forEver = 1_000_000
  }

  struct Cut {
    /// Before this call; after the last one, it is at the process's end.
    var at: Int
    var seed: Int
  }

  var refusal: Refusal?
  var cut: Cut?

  /// Nothing fails, and calls are counted.
  static let none = StorageFault()

  /// One of them by chance: half of them a power cut alone.
  init(_ dice: inout SeededDice, calls: Calls) {
    // A little behind the end too: what a finished command has said must stand.
    let cut = Cut(
      at: dice.number(1...calls.all + calls.all / 8 + 1), seed: dice.number(0...999_999))
    guard dice.number(0...1) == 1 else {
      self.cut = cut
      return
    }
    let kind = Kind.allCases[dice.number(0...Kind.allCases.count - 1)]
    let last =
      switch kind {
      case .full: calls.room
      case .io: calls.all
      case .sync: calls.syncs
      case .torn, .death: calls.writes
      }
    let isOnce = kind == .torn || kind == .death || dice.number(0...1) == 0
    refusal = Refusal(
      kind: kind, at: dice.number(1...max(last, 1)), count: isOnce ? 1 : Refusal.forEver)
    // What a failed sync leaves behind shows when the power goes.
    if kind == .sync || dice.number(0...3) == 0 { self.cut = cut }
  }

  private init() {}

  var variables: [String: String] {
    var variables: [String: String] = [:]
    if let refusal {
      variables["STORAGE_FAULT"] = "\(refusal.kind) \(refusal.at) \(refusal.count)"
    }
    if let cut { variables["STORAGE_CUT"] = "\(cut.at) \(cut.seed)" }
    return variables
  }

  var description: String {
    variables.sorted { $0 < $1 }.map { "\($0)='\($1)'" }.joined(separator: " ")
  }
}
