/// The columns that the outputs of an export bring along, beside its own.
package struct ExportColumns: Equatable {
  /// Its own; an output's member of such a name is called `output.id` and so on.
  static let own = ["id", "role", "status", "model", "attempts", "costUSD", "finishedAt"]
  static let failure = "failure"
  static let verdict = "verdict"

  /// In the order in which they first occurred.
  package private(set) var names: [String] = []
  private var places: [Name: Int] = [:]
  /// A reviewer has judged some of the results.
  package private(set) var hasVerdicts = false

  /// Compared byte by byte: Swift's == would take two spellings of é for one name.
  private struct Name: Hashable {
    var bytes: [UInt8]
  }

  package init() {}

  /// Takes in the fields of one task's output.
  package mutating func add(_ row: ExportRow) {
    if row.verdict != nil { hasVerdicts = true }
    guard let output = row.result?.output else { return }
    for field in OutputFields(output).fields {
      let key = Name(bytes: Array(field.name.utf8))
      guard places[key] == nil else { continue }
      places[key] = names.count
      names.append(field.name)
    }
  }

  /// The place of an output's field among them; nil if it never occurred.
  func place(of name: String) -> Int? { places[Name(bytes: Array(name.utf8))] }

  /// What the column, or the front matter's member, is called.
  static func title(of name: String) -> String {
    let bare = bareName(name)
    return own.contains(bare) || bare == failure || bare == verdict ? "output." + name : name
  }

  /// `output.id` may itself be a member's name: it then becomes `output.output.id`.
  private static func bareName(_ name: String) -> String {
    var bare = name[...]
    while bare.hasPrefix("output.") { bare = bare.dropFirst("output.".count) }
    return String(bare)
  }
}
