import BatchCore
import BatchEngine

extension Announcement {
  /// nil for what needs nobody's attention, and for a pause that ends the run: its end is told,
  /// once what is in flight is stored.
  ///
  /// - Parameters:
  ///   - roles: the run's.
  ///   - patience: the run's.
  init?(_ event: RunEvent, of roles: [String], patience: DispatchSettings.Patience) {
    switch event {
    case .paused(let pause) where pause.endsRun(of: roles, patience): return nil
    case .paused(let pause):
      self.init(
        .paused, reason: pause.reason.rawValue, message: pause.message, remedy: pause.remedy,
        until: pause.until)
    case .resumed(let keys, still: nil):
      self.init(
        .resumed, reason: keys.first?.reason.rawValue ?? "",
        message: "The pause is over; work goes on.")
    case .lowBalance(let sentence):
      self.init(
        .lowBalance, reason: "lowBalance", message: sentence,
        remedy: "Top up at https://openrouter.ai/settings/credits, or raise the key's limit.")
    default: return nil
    }
  }

  init(_ ending: RunEnding, _ status: ExitStatus) {
    var remedy = ""
    if case .paused(let pause) = ending { remedy = pause.remedy }
    self.init(
      .ended, reason: Self.word(ending), message: RunSummary.ending(ending), remedy: remedy,
      exitStatus: status.rawValue)
  }

  private static func word(_ ending: RunEnding) -> String {
    switch ending {
    case .finished: "finished"
    case .limitReached: "limitReached"
    case .paused(let pause): pause.reason.rawValue
    case .inBatches: "inBatches"
    case .drained: "drained"
    case .aborted: "aborted"
    case .neverReached: "neverReached"
    case .unsaved: "unsaved"
    case .stuck: "stuck"
    }
  }
}
