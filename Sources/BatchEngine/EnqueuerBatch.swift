import BatchCore

/// Records that are counted, and their articles committed, together.
struct EnqueuerBatch {
  struct Entry {
    var source: String
    var line: Int
    /// Which element of a JSON array, from 1; nil for a line.
    var element: Int?
    var isTooLong: Bool
    /// What is to be kept if it is refused; nil if nobody keeps it.
    var bytes: [UInt8]?
    var reading: Result<Article, LineMistake>
  }

  private(set) var entries: [Entry] = []
  /// Of all records, in bytes.
  private(set) var size = 0
  /// When the first one came.
  private(set) var began = Duration.zero

  mutating func add(_ entry: Entry, size: Int, at moment: Duration) {
    if entries.isEmpty { began = moment }
    entries.append(entry)
    self.size += size
  }

  func isDue(at moment: Duration, _ limits: EnqueuerLimits) -> Bool {
    guard !entries.isEmpty else { return false }
    return entries.count >= limits.lines || size >= limits.bytes || moment - began >= limits.span
  }

  var articles: [Article] { entries.compactMap { try? $0.reading.get() } }
}
