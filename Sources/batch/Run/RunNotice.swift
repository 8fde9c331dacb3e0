import BatchCore
import BatchEngine

/// What a run says as it happens, in one sentence each.
enum RunNotice {
  /// nil for events that the progress line shows.
  static func text(_ event: RunEvent) -> String? {
    switch event {
    case .recovered(let count):
      "The last run ended in mid-work: \(Wording.counted(count, "request")) that were in flight are sent again, byte for byte."
    case .tookIn(let count):
      "\(Wording.counted(count, "answer")) that an earlier run had to put aside are in the queue now."
    case .madeTasks(let role, let count):
      "\(Wording.counted(count, "new task")) for \(role)."
    case .paused(let pause):
      "Paused: \(pause.message)"
    case .resumed:
      "The pause is over; work goes on."
    case .probing(let pause):
      "Paused before: \(pause.message) Trying one request."
    case .storeFailed(let failure, let waiting):
      "\(failure.sentence) \(Wording.counted(waiting, "answer")) are kept in memory; trying again every second."
    case .storeRecovered:
      "The queue can be written again; nothing was lost."
    case .putAside(let count, let path):
      "\(Wording.counted(count, "answer")) could not be stored and were put aside in \(path). The next run takes them in."
    case .stopping(let inFlight):
      inFlight == 0
        ? "Stopping."
        : "Stopping: waiting for \(Wording.counted(inFlight, "request")) in flight. Press Ctrl-C again to cut them off."
    case .waiting, .settled:
      nil
    }
  }

  /// For `--verbose`: how one request ended and what becomes of its task.
  static func line(of settlement: Settlement, article: String, model: String) -> String {
    let seconds = Double(settlement.facts.milliseconds / 10) / 100
    return "\(article) (\(model), \(seconds) s): \(becomes(settlement.decision))"
  }

  private static func becomes(_ decision: Decision) -> String {
    switch decision {
    case .succeed: "done"
    case .retry(let failure, _, _): "\(failure.kind.rawValue), asked again"
    case .escalate(let failure, _, let model): "\(failure.kind.rawValue), escalated to \(model)"
    case .postpone(let failure, _, _): "\(failure.kind.rawValue), put off"
    case .pause(let failure, _): "\(failure.kind.rawValue), everything waits"
    case .fail(let failure): "\(failure.kind.rawValue), failed"
    }
  }
}
