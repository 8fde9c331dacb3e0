import Foundation

/// The seeds of the random tests: a few in an ordinary run, and with `BATCH_TEST_SEEDS=FIRST-LAST`
/// in the environment those, so that a night's worth can be asked for, or the one that failed.
package enum Seeds {
  package static func chosen(_ ordinary: ClosedRange<UInt64>) -> ClosedRange<UInt64> {
    let words = ProcessInfo.processInfo.environment["BATCH_TEST_SEEDS"]?.split(separator: "-") ?? []
    let ends = words.compactMap { UInt64($0) }
    guard let first = ends.first, let last = ends.last, first <= last else { return ordinary }
    return first...last
  }
}
