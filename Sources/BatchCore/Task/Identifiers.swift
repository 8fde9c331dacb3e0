/// A task's number in its queue, rising in the order tasks were made.
package struct TaskID: Sendable, Hashable, Comparable, Codable {
  package var number: Int64

  package init(_ number: Int64) { self.number = number }

  package init(from decoder: any Decoder) throws {
    number = try decoder.singleValueContainer().decode(Int64.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }

  package static func < (left: TaskID, right: TaskID) -> Bool { left.number < right.number }
}

/// The number of a claim and of the one attempt made under it; it rises at every claim and is
/// never used again, so it is the fence of the settlement.
package struct ClaimNumber: Sendable, Hashable, Comparable, Codable {
  package var number: Int64

  package init(_ number: Int64) { self.number = number }

  package init(from decoder: any Decoder) throws {
    number = try decoder.singleValueContainer().decode(Int64.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }

  package static func < (left: ClaimNumber, right: ClaimNumber) -> Bool {
    left.number < right.number
  }
}

/// A rung of a ladder, and the model that stands on it.
package struct LadderPlace: Sendable, Equatable, Codable {
  /// From 0.
  package var rung: Int
  package var model: String

  package init(rung: Int, model: String) {
    self.rung = rung
    self.model = model
  }
}
