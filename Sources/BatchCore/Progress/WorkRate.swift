/// How fast a role's tasks are finished, from the last minutes of work. Time in which the role
/// stood still, or in which nobody looked, is no working time: a pause makes nobody slow.
package struct WorkRate: Sendable, Equatable {
  private struct Look: Sendable, Equatable {
    var moment: Timestamp
    var finished: Int
    var isStill: Bool
  }

  /// Working time and what was finished in it, since the first look.
  private struct Sample: Sendable, Equatable {
    var working: Duration = .zero
    var finished = 0
  }

  private var last: Look?
  private var samples = [Sample()]

  package init() {}

  private static let window: Duration = .seconds(300)
  /// Looks that are farther apart say that the machine or the process slept.
  private static let longest: Duration = .seconds(90)
  /// A rate is told after three seconds and three tasks, or after a minute.
  private static let (soonest, fewest): (Duration, Int) = (.seconds(3), 3)
  private static let patience: Duration = .seconds(60)

  /// Notes how many are finished.
  ///
  /// - Parameter isStill: nothing of the role can start now.
  package mutating func note(finished: Int, isStill: Bool, at now: Timestamp) {
    defer { last = Look(moment: now, finished: finished, isStill: isStill) }
    guard let last, now > last.moment, now - last.moment <= Self.longest, !last.isStill, !isStill
    else { return }
    var sample = samples[samples.count - 1]
    sample.working += now - last.moment
    sample.finished += max(0, finished - last.finished)
    samples.append(sample)
    let oldest = sample.working - Self.window
    let old = samples.firstIndex { $0.working >= oldest } ?? 0
    if old > 0 { samples.removeFirst(old) }
  }

  /// Tasks finished a minute of work; nil where that cannot be told yet.
  package var perMinute: Double? {
    let working = samples[samples.count - 1].working - samples[0].working
    let finished = samples[samples.count - 1].finished - samples[0].finished
    guard working >= Self.patience || working >= Self.soonest && finished >= Self.fewest
    else { return nil }
    return Double(finished) / working.inSeconds * 60
  }
}
