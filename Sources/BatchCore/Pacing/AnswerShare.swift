/// How many of a model's last answers were not what the job asks for: not JSON, or no image.
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

  /// Less than a tenth of the last twenty, of ten at least: it answers as it should again, whatever
  /// was in flight when it did not.
  package var isFew: Bool {
    let last = min(counted, Self.least)
    let bad = (window & (1 << Self.least - 1)).nonzeroBitCount
    return last >= Self.leastOfTrials && bad * 10 < last
  }

  private static let leastOfTrials = 10
}
