/// The word that was most likely meant: a typo in a job file, an option, a model or an article id.
///
/// - Returns: the closest of `words` by edit distance, the earlier one at a tie; nil if none is
///   near: more than a third of the longer word's letters, at least two, would have to change.
package func nearest(_ word: String, in words: some Sequence<String>) -> String? {
  let wanted = Array(word.lowercased().unicodeScalars)
  var best: (word: String, distance: Int)?
  for candidate in words {
    let letters = Array(candidate.lowercased().unicodeScalars)
    let allowed = min(max(2, max(wanted.count, letters.count) / 3), max(wanted.count, 1) - 1)
    let limit = min(allowed, best.map { $0.distance - 1 } ?? .max)
    guard limit >= 0, abs(letters.count - wanted.count) <= limit else { continue }
    let distance = editDistance(wanted, letters, limit: limit)
    if distance <= limit { best = (candidate, distance) }
  }
  return best?.word
}

/// Insertions, deletions, changes and swaps of neighbours (optimal string alignment) that turn one
/// word into the other; more than `limit` if it needs more.
package func editDistance<Letter: Equatable>(
  _ from: [Letter], _ to: [Letter], limit: Int
) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...to.count)
  for (row, letter) in from.enumerated() {
    var current = [row + 1]
    current.reserveCapacity(to.count + 1)
    for (column, other) in to.enumerated() {
      var least = min(
        last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, letter == to[column - 1], from[row - 1] == other {
        least = min(least, beforeLast[column - 1] + 1)
      }
      current.append(least)
    }
    if let least = current.min(), least > limit { return limit + 1 }
    (beforeLast, last) = (last, current)
  }
  return last[to.count]
}
