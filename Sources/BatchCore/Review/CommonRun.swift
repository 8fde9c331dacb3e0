/// The longest common subsequence of two sequences, in memory that grows with their lengths only
/// (D. S. Hirschberg, CACM 18, 1975).
struct CommonRun {
  private let (old, new): ([Int], [Int])
  /// Pairs of places, rising in both.
  private(set) var pairs: [(old: Int, new: Int)] = []

  init(_ old: [Int], _ new: [Int]) {
    (self.old, self.new) = (old, new)
    find(old.indices, new.indices)
  }

  private mutating func find(_ olds: Range<Int>, _ news: Range<Int>) {
    var (olds, news) = (olds, news)
    while let first = olds.first, let other = news.first, old[first] == new[other] {
      pairs.append((first, other))
      (olds, news) = (olds.dropFirst(), news.dropFirst())
    }
    var tail: [(old: Int, new: Int)] = []
    while let last = olds.last, let other = news.last, old[last] == new[other] {
      tail.append((last, other))
      (olds, news) = (olds.dropLast(), news.dropLast())
    }
    split(olds, news)
    pairs += tail.reversed()
  }

  private mutating func split(_ olds: Range<Int>, _ news: Range<Int>) {
    guard !olds.isEmpty, !news.isEmpty else { return }
    guard olds.count > 1 else {
      if let place = new[news].firstIndex(of: old[olds.lowerBound]) {
        pairs.append((olds.lowerBound, place))
      }
      return
    }
    let middle = olds.lowerBound + olds.count / 2
    let front = lengths(olds.lowerBound..<middle, news)
    let back = lengthsBackwards(middle..<olds.upperBound, news)
    var best = 0
    for cut in 1...news.count where front[cut] + back[cut] > front[best] + back[best] { best = cut }
    let place = news.lowerBound + best
    find(olds.lowerBound..<middle, news.lowerBound..<place)
    find(middle..<olds.upperBound, place..<news.upperBound)
  }

  /// Of the common subsequence with each beginning of the new ones.
  private func lengths(_ olds: Range<Int>, _ news: Range<Int>) -> [Int32] {
    var row = [Int32](repeating: 0, count: news.count + 1)
    for place in olds {
      var diagonal: Int32 = 0
      for column in 1...news.count {
        let above = row[column]
        row[column] =
          old[place] == new[news.lowerBound + column - 1]
          ? diagonal + 1 : max(above, row[column - 1])
        diagonal = above
      }
    }
    return row
  }

  /// The same with each ending.
  private func lengthsBackwards(_ olds: Range<Int>, _ news: Range<Int>) -> [Int32] {
    var row = [Int32](repeating: 0, count: news.count + 1)
    for place in olds.reversed() {
      var diagonal: Int32 = 0
      for column in stride(from: news.count - 1, through: 0, by: -1) {
        let below = row[column]
        row[column] =
          old[place] == new[news.lowerBound + column] ? diagonal + 1 : max(below, row[column + 1])
        diagonal = below
      }
    }
    return row
  }
}
