import Foundation

/// One measured figure of a row, and what it is to be.
struct Figure: Encodable, Sendable {
  enum Goal: Sendable {
    case atLeast(Double)
    case atMost(Double)
    /// Shown only.
    case none
  }

  var name: String
  var value: Double
  var unit: String
  var goal: Goal = .none

  var isReached: Bool {
    switch goal {
    case .atLeast(let bound): value >= bound
    case .atMost(let bound): value <= bound
    case .none: true
    }
  }

  /// `99.2 % of the limit used (at least 97)`.
  var text: String {
    let bound =
      switch goal {
      case .atLeast(let bound): " (at least \(Self.plain(bound)))"
      case .atMost(let bound): " (at most \(Self.plain(bound)))"
      case .none: ""
      }
    let unit = unit.isEmpty ? "" : " \(unit)"
    return "\(Self.plain(value))\(unit) \(name)\(bound)\(isReached ? "" : " MISSED")"
  }

  private static func plain(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : String((value * 100).rounded() / 100)
  }

  func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode(name, forKey: .name)
    try members.encode(value, forKey: .value)
    try members.encode(unit, forKey: .unit)
    try members.encode(isReached, forKey: .isReached)
  }

  private enum CodingKeys: String, CodingKey { case name, value, unit, isReached = "reached" }
}
