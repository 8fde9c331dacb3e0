import Foundation

/// What the pacer is doing, kept in the queue: for `status` from another terminal, and for the next
/// run, which must not start earlier than a hint says either.
package struct PaceRecord: Sendable, Equatable, Codable {
  /// A closed gate.
  package struct Closed: Sendable, Equatable, Codable {
    /// nil: the account's.
    package var model: String?
    package var until: Timestamp
    package var reason: Pacer.Reason

    package init(model: String?, until: Timestamp, reason: Pacer.Reason) {
      self.model = model
      self.until = until
      self.reason = reason
    }
  }

  /// The name under which the queue keeps it.
  package static let name = "pace"

  package var closed: [Closed]

  package init(closed: [Closed] = []) { self.closed = closed }

  package init(_ document: KeptDocument?) {
    let text = document?.text ?? ""
    self = (try? JSONDecoder().decode(PaceRecord.self, from: Data(text.utf8))) ?? PaceRecord()
  }

  package func document(now: Timestamp) -> KeptDocument {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = (try? encoder.encode(self)) ?? Data("{}".utf8)
    return KeptDocument(
      name: Self.name, fetchedAt: now, text: String(decoding: bytes, as: UTF8.self))
  }

  /// Those that are closed still.
  package func inForce(at now: Timestamp) -> [Closed] { closed.filter { $0.until > now } }
}

extension Pacer {
  /// The gates that are closed now.
  package func record(now: Timestamp) -> PaceRecord {
    var closed: [PaceRecord.Closed] = []
    if let until = account.until, until > now {
      closed.append(.init(model: nil, until: until, reason: accountReason ?? .rateLimited))
    }
    for (model, gate) in models.sorted(by: { $0.key < $1.key }) {
      guard let until = gate.until, until > now else { continue }
      closed.append(.init(model: model, until: until, reason: .rateLimited))
    }
    return PaceRecord(closed: closed)
  }

  private static let longestRestored: Duration = .seconds(600)

  /// A pacer that goes on where an earlier run's stopped.
  package init(_ record: PaceRecord, now: Timestamp) {
    self.init()
    for gate in record.inForce(at: now) {
      let hint = PaceSignal.throttled(hint: gate.until - now, isAccountWide: gate.model == nil)
      // An unreachable provider is simply tried again.
      guard gate.reason == .rateLimited else { continue }
      // What holds that long may have been lifted since: one request finds out.
      guard gate.until - now <= Self.longestRestored else {
        if let model = gate.model { doubt([model]) }
        continue
      }
      end(start(gate.model ?? ""), signal: hint, now: now, chance: 0)
    }
  }
}
