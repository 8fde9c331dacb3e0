/// The provider's response cache: finished successes, served again for nothing.
struct ResponseCache: Sendable {
  private struct Entry: Sendable {
    let completion: Completion
    /// Milliseconds since the start between which it may be served.
    let window: Range<Double>
  }

  private var entries: [CacheKey: Entry] = [:]

  /// The answer kept under `key`, with its age in seconds.
  func answer(for key: CacheKey, at time: Double) -> (completion: Completion, age: Int)? {
    guard let entry = entries[key], entry.window.contains(time) else { return nil }
    return (entry.completion, Int((time - entry.window.lowerBound) / 1000))
  }

  /// Keeps an answer that is finished at `time` for `seconds`.
  mutating func keep(_ completion: Completion, for key: CacheKey, from time: Double, seconds: Int) {
    let seconds = Double(min(86_400, max(1, seconds)))
    entries[key] = Entry(completion: completion, window: time..<(time + seconds * 1000))
  }

  mutating func drop(_ key: CacheKey) {
    entries[key] = nil
  }
}
