/// One row of the benchmark: a situation, measured.
struct Row: Sendable {
  var name: String
  /// What is measured and how, in a sentence.
  var method: String
  /// How long it works unless told otherwise.
  var seconds: Double
  var measure: @Sendable (_ seconds: Double) throws -> [Figure]

  static let all: [Row] = [
    .bucket("bucket", workers: 5, hint: .none, refusedAtMost: 3),
    .bucket("bucket-retry-after", workers: 5, hint: .retryAfter, refusedAtMost: 1.5),
    .bucket("bucket-50-workers", workers: 50, hint: .none, refusedAtMost: 3),
    .bucket("bucket-200-workers", workers: 200, hint: .none, refusedAtMost: 3),
    .tokens, .moving, .credits, .key, .outage, .answers,
  ]
}
