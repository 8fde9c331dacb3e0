import BatchCore
import Foundation

/// The redrawn line of a command that takes a while: on a terminal only, and only after a second.
final class ProgressLine {
  private let verb: String
  private let total: Int
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var drawnAt: ContinuousClock.Instant?

  /// - Parameters:
  ///   - verb: what is done, such as `Exporting`.
  ///   - total: of what is counted; what comes beyond it is shown as all of it.
  ///   - isShown: false where the line would stand among the data.
  init(_ verb: String, total: Int, isShown: Bool) {
    self.verb = verb
    self.total = total
    self.isShown = isShown && Terminal.talkAbilities.redraws
  }

  deinit { clear() }

  func show(_ count: Int) {
    let now = ContinuousClock.now
    guard isShown, now - start > .seconds(1), now - (drawnAt ?? start) > .milliseconds(200) else {
      return
    }
    drawnAt = now
    let share = total == 0 ? 100 : min(count, total) * 100 / total
    let line =
      "\(verb): \(Wording.grouped(min(count, total))) of \(Wording.grouped(total)), \(share) %"
    Terminal.talk(raw: "\r\u{1B}[K" + line.prefix(max(Terminal.columns - 1, 0)))
  }

  /// Leaves nothing behind.
  func clear() {
    if drawnAt != nil { Terminal.talk(raw: "\r\u{1B}[K") }
    drawnAt = nil
  }
}
