/// One row of the benchmark: a situation, measured.
struct Row: Sendable {
  var name: String
  /// What is measured and how, in a sentence.
  var method: String
  /// How long it works unless told otherwise; 0: as long as it takes.
  var seconds: Double
  var measure: @Sendable (Effort) throws -> [Figure]

  /// - Throws: `Skipped` from `measure`, where something is missing that it needs.
  init(
    name: String, method: String, seconds: Double,
    measure: @escaping @Sendable (Effort) throws -> [Figure]
  ) {
    self.name = name
    self.method = method
    self.seconds = seconds
    self.measure = measure
  }

  /// A row that works once, for so many seconds.
  static func timed(
    name: String, method: String, seconds: Double,
    measure: @escaping @Sendable (_ seconds: Double) throws -> [Figure]
  ) -> Row {
    Row(name: name, method: method, seconds: seconds) { try measure($0.seconds) }
  }

  /// How well limits, outages, an empty balance and a refused key are kept to.
  private static let pacing: [Row] = [
    .bucket("bucket", workers: 5, hint: .none, refusedAtMost: 3),
    .bucket("bucket-retry-after", workers: 5, hint: .retryAfter, refusedAtMost: 1.5),
    .bucket("bucket-50-workers", workers: 50, hint: .none, refusedAtMost: 3),
    .bucket("bucket-200-workers", workers: 200, hint: .none, refusedAtMost: 3),
    .tokens, .moving, .credits, .key, .outage, .answers,
  ]

  /// How fast it is and what it takes, beside what the machine allows.
  private static let speed: [Row] = [
    .disk,
    .enqueue("enqueue-short", count: 1_000_000, bytes: 60),
    .enqueue("enqueue-long", count: 100_000, bytes: 6000),
    .drain,
    .saturation("saturation-50ms", milliseconds: 50, workers: 5, seconds: 10, goal: 97),
    .saturation("saturation-5ms", milliseconds: 5, workers: 5, seconds: 5, goal: 91),
    .saturation("saturation-1s", milliseconds: 1000, workers: 5, seconds: 40, goal: 99.5),
    .saturation("saturation-200-workers", milliseconds: 100, workers: 200, seconds: 20, goal: 95),
    .million, .texts, .sections,
  ]

  static let all = speed + pacing
}
