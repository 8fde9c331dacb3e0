import Foundation

/// The document of `batch failures --json`, version 1: what failed and what waits, by cause.
package struct FailuresReport: Encodable, Sendable, Equatable {
  package struct Failed: Encodable, Sendable, Equatable {
    package var role: String
    package var kind: FailureKind
    /// What happened, as the beginning of a sentence.
    package var cause: String
    package var count: Int
    /// Article ids, some of them.
    package var examples: [String]
    package var remedy: String
    /// The command that puts them back.
    package var retry: String
  }

  package struct Waiting: Encodable, Sendable, Equatable {
    package var role: String
    package var reason: ReadyReason
    package var kind: FailureKind?
    package var count: Int
    package var until: String
    package var examples: [String]

    package func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(role, forKey: .role)
      try members.encode(reason, forKey: .reason)
      try members.encode(kind, forKey: .kind)
      try members.encode(count, forKey: .count)
      try members.encode(until, forKey: .until)
      try members.encode(examples, forKey: .examples)
    }

    private enum CodingKeys: String, CodingKey {
      case role, reason, kind, count, until, examples
    }
  }

  package var version = 1
  package var database: String
  package var failed: [Failed]
  package var waiting: [Waiting]
  package var pauses: [StatusReport.PauseInForce]

  /// Ids shown of each cause.
  private static let examples = 5

  /// - Parameters:
  ///   - role: only this one's; nil: every role's.
  ///   - database: as the user named it.
  package init(
    of reader: any QueueReader, role: String?, database: String, now: Timestamp
  ) throws(StoreFailure) {
    self.database = database
    let figures = try reader.figures(now: now)
    let roles = figures.roles.filter { role == nil || $0.role == role }
    let next = NextSteps(database: database)
    failed = []
    waiting = []
    for role in roles {
      for cause in role.failures {
        failed.append(
          Failed(
            role: role.role, kind: cause.kind, cause: cause.kind.cause, count: cause.count,
            examples: try reader.failed(
              role: role.role, kind: cause.kind, limit: Self.examples),
            remedy: cause.remedy, retry: next.retry(role.role, kind: cause.kind)))
      }
      waiting += try reader.waiting(role: role.role, now: now, examples: Self.examples).map {
        Waiting(
          role: role.role, reason: $0.reason, kind: $0.kind, count: $0.count, until: $0.until.iso,
          examples: $0.examples)
      }
    }
    pauses = figures.pauses.map(StatusReport.PauseInForce.init)
  }
}

extension FailuresReport {
  /// For people; nothing in it can move a terminal's cursor.
  package var lines: [String] {
    var lines = pauses.flatMap {
      ["Paused (\($0.scopeInWords)): \($0.message)", "  \($0.remedy)"]
    }
    for cause in failed {
      lines.append(
        "\(cause.role): \(Wording.grouped(cause.count)) failed, \(cause.kind.rawValue): "
          + "\(cause.kind.cause).")
      lines.append("  \(Self.list(cause.examples, of: cause.count))")
      lines.append("  \(cause.remedy)")
      lines.append("  Put back: \(cause.retry)")
    }
    for cause in waiting {
      let after = cause.kind.map { " after \($0.rawValue)" } ?? ""
      lines.append(
        "\(cause.role): \(Wording.grouped(cause.count)) waiting\(after) (\(cause.reason.rawValue)), "
          + "the first until \(cause.until)")
      lines.append("  \(Self.list(cause.examples, of: cause.count))")
    }
    if lines.isEmpty { lines = ["Nothing failed, and nothing waits."] }
    return lines.map { printable($0) }
  }

  private static func list(_ examples: [String], of count: Int) -> String {
    examples.joined(separator: ", ")
      + (count > examples.count ? ", and \(Wording.grouped(count - examples.count)) more" : "")
  }
}
