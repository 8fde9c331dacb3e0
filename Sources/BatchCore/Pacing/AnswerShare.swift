/// How many of a model's last answers could not be read as JSON.
package struct AnswerShare: Sendable, Equatable {
  /// The last answers, newest in the lowest bit; 1 where one could not be read.
  private var window: UInt64 = 0
  package private(set) var counted = 0

  package init() {}

  static let most = 50
  static let least = 20

  package mutating func add(isReadable: Bool) {
    window = (window << 1 | (isReadable ? 0 : 1)) & (1 << Self.most - 1)
    counted = min(counted + 1, Self.most)
  }

  package var unreadable: Int { window.nonzeroBitCount }

  /// More than a fifth, of twenty at least.
  package var isTooMany: Bool { counted >= Self.least && unreadable * 5 > counted }

  /// Less than a tenth, of ten at least: it answers as it should again.
  package var isFew: Bool { counted >= Self.leastOfTrials && unreadable * 10 < counted }

  private static let leastOfTrials = 10
}

/// A model that new tasks of one job do not start with, as it too often answered without JSON.
package struct MovedStart: Sendable, Equatable, Codable {
  package var role: String
  /// The job's digest: another prompt may do better.
  package var job: String
  package var model: String
  package var since: Timestamp

  package init(role: String, job: String, model: String, since: Timestamp) {
    self.role = role
    self.job = job
    self.model = model
    self.since = since
  }

  /// For so long it holds; then the model is asked as before.
  static let span: Duration = .seconds(3600)

  package func isInForce(at now: Timestamp) -> Bool { since <= now && now - since < Self.span }
}
