/// A batch as the provider's batch endpoint tells of it; read tolerantly, as the endpoint is new.
package struct ProviderBatch: Sendable, Equatable {
  /// Where it stands; a word that is not known is one of a batch at work.
  package enum Stage: Sendable, Equatable {
    case atWork
    case completed
    case failed
    case expired
    case cancelled
  }

  /// What it is asked for by.
  package var id: String
  package var stage: Stage
  /// Requests that were answered, as far as it says; they may be billed.
  package var completed: Int?
  /// Inline once it is completed; nil: not told.
  package var rows: [BatchRow]?
  /// What went wrong with all of it, in the provider's words.
  package var words: String

  /// - Returns: nil if the body is no batch, or one without an id that can be asked for.
  package init?(parsing body: [UInt8]) {
    guard let members = try? JSONReader.members(body[...]) else { return nil }
    func value(_ name: String) -> JSONValue? { members.first { $0.name == name }?.value }
    guard let id = value("id")?.text, Self.isAskable(id) else { return nil }
    self.id = id
    stage =
      switch value("status")?.text {
      case "completed": .completed
      case "failed": .failed
      case "expired": .expired
      case "cancelled": .cancelled
      default: .atWork
      }
    completed = value("request_counts")?[member: "completed"]?.integer
    words =
      switch value("error") ?? value("errors") {
      case nil, .null: ""
      case .some(let error): ErrorBody(error).words
      }
    rows = members.first { $0.name == "results" }.flatMap { BatchRow.all(in: body[$0.range]) }
  }

  /// It becomes a part of an address.
  private static func isAskable(_ id: String) -> Bool {
    (1...200).contains(id.utf8.count)
      && id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
