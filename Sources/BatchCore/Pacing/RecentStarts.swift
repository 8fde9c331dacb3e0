/// Starts a second, over the last ten to twenty seconds.
struct RecentStarts: Sendable {
  private var since: Timestamp?
  private var count = 0
  private var before: Double?

  mutating func add(_ now: Timestamp) {
    let span = since.map { (now - $0).inSeconds } ?? 0
    if since == nil || span >= 10 {
      before = since == nil ? nil : Double(count) / span
      since = now
      count = 0
    }
    count += 1
  }

  /// nil while too little is known.
  func perSecond(_ now: Timestamp) -> Double? {
    guard let since else { return nil }
    let span = (now - since).inSeconds
    if span >= 3, count >= 10 { return Double(count) / span }
    return before
  }
}
