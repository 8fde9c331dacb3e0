/// A number that the queue gives, told apart by its type and written as a bare number.
package protocol QueueNumber: Sendable, Hashable, Comparable, Codable {
  var number: Int64 { get }
  init(_ number: Int64)
}

extension QueueNumber {
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(Int64.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }

  package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// A task's number in its queue, rising in the order tasks were made.
package struct TaskID: QueueNumber {
  package var number: Int64

  package init(_ number: Int64) { self.number = number }
}

/// The number of a claim and of the one attempt made under it; it rises at every claim and is
/// never used again, so it is the fence of the settlement.
package struct ClaimNumber: QueueNumber {
  package var number: Int64

  package init(_ number: Int64) { self.number = number }
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
