import BatchCore
import BatchEngine

/// What a run says as it happens, in one sentence each.
enum RunNotice {
  /// nil for events that the progress line shows.
  static func text(_ event: RunEvent) -> String? {
    switch event {
    case .recovered(let count):
      "The last run ended in mid-work. Sent again, byte for byte: \(Wording.counted(count, "request"))."
    case .tookIn(let count, let copies):
      "Taken into the queue: \(Wording.counted(count, "answer")) that an earlier run put aside."
        + (copies.isEmpty
          ? "" : " What it could not use is kept in \(copies.joined(separator: ", ")).")
    case .modelListMissing(let since?):
      "The provider's model list cannot be had. Limits and prices are those of \(since.iso); the next "
        + "run asks again."
    case .modelListMissing(nil):
      "The provider's model list cannot be had, and none was kept. Limits and prices are those that "
        + "this version knows; the next run asks again."
    case .madeTasks(let role, let count):
      "\(Wording.counted(count, "new task")) for \(role)."
    case .redoing(let role, 0):
      "No result of \(role) is out of date."
    case .redoing(let role, let count):
      "Made anew, as the prompt has changed: \(Wording.counted(count, "result")) of \(role). Each is "
        + "kept until the new one is stored."
    case .reinstated(let role, let count):
      "Kept as they are, as the prompt is an earlier one again: \(Wording.counted(count, "result")) of "
        + "\(role)."
    case .paused(let pause):
      "Paused\(pause.until.map { " until \($0.iso)" } ?? ""): \(pause.message)"
    case .resumed(_, still: let pause?):
      "A pause is over, but another still holds everything: \(pause.message)"
    case .resumed(_, still: nil):
      "The pause is over; work goes on."
    case .probing(let pause):
      "Paused before: \(pause.message) Trying one request."
    case .storeFailed(let failure, let waiting):
      "\(failure.sentence) Trying again every second."
        + (waiting == 0 ? "" : " Kept in memory: \(Wording.counted(waiting, "answer")).")
    case .storeRecovered:
      "The queue can be written again; nothing was lost."
    case .putAside(let count, let path):
      "Put aside in \(path), for the next run to take in: \(Wording.counted(count, "answer"))."
    case .spoolFailed(let failure, let waiting):
      "\(failure.sentence) \(Wording.counted(waiting, "answer")) can be put nowhere yet: trying again "
        + "every second. Make room, or press Ctrl-C again to leave without them."
    case .leftUnwritten(let count):
      "Left without \(Wording.counted(count, "answer")) that could be written nowhere. The next run "
        + "asks for them again, byte for byte."
    case .stopping(let inFlight):
      inFlight == 0
        ? "Stopping."
        : "Stopping: waiting for \(Wording.counted(inFlight, "request")) in flight. Press Ctrl-C again to cut them off."
    case .retried(let count):
      "Put back from another terminal: \(Wording.counted(count, "task"))."
    case .sentBack(let article, let role):
      "Sent back by its reviewer: \(article) (\(role))."
    case .cancelled(let tasks):
      "Cancelled from another terminal: \(Wording.counted(tasks.count, "task"))."
        + (tasks.inFlight == 0 ? "" : " \(Wording.grouped(tasks.inFlight)) in flight end first.")
    case .concurrency(let concurrency):
      "From now on at most \(Wording.counted(concurrency, "request")) in flight."
    case .budget(let budget):
      BudgetText.sentence(budget)
    case .lowBalance(let sentence):
      sentence
    case .learned(let model, let lesson):
      "\(model) is \(lesson.sentence) from now on."
    case .answeredByOther(let other):
      "\(other.sentence) \(OtherModel.remedy)"
    case .pace(.fails(_, let sentence)), .pace(.startMoved(_, let sentence)),
      .pace(.answersBadly(_, let sentence)):
      sentence
    case .pace(.flight(let level)):
      "From now on \(level.sentence)."
    case .pace(.squeezed(let squeeze)):
      "\(squeeze.sentence(whom: "The account")). \(FailureKind.unaffordable.remedy)"
    case .pace(.worksAgain(let model)):
      "\(model) works again."
    case .batchFound, .batchElsewhere, .batchAccepted, .batchReturned, .batchForgotten,
      .batchUnanswered,
      .batchPutOff, .batchPutAside, .batchLeft, .batchLaneClosed, .batchLaneUnfit:
      batch(event)
    case .waiting, .settled, .pace(.rate):
      nil
    }
  }

  /// What needs someone's eye has a colour, the rest is said in passing.
  static func tone(_ event: RunEvent) -> Style.Tone {
    switch event {
    case .paused, .pace(.fails), .pace(.startMoved), .pace(.answersBadly), .answeredByOther,
      .lowBalance, .batchLaneClosed:
      .held
    case .storeFailed, .spoolFailed, .leftUnwritten, .batchLeft: .bad
    default: .quiet
    }
  }

  /// For `--verbose`: how one request ended and what becomes of its task.
  static func line(of settlement: Settlement, article: String, model: String) -> String {
    let seconds = Double(settlement.facts.milliseconds / 10) / 100
    return "\(article) (\(model), \(seconds) s): \(becomes(settlement.decision))"
  }

  /// For `--verbose`: `openai/gpt-4o-mini: 20 requests a second, before: ... (refused)`.
  static func line(of change: RateChange) -> String {
    let old = change.old.map { Wording.rate(perSecond: $0) } ?? "no limit known"
    let reason =
      switch change.reason {
      case .learned: "what was admitted between refusals"
      case .cut: "refused"
      case .told: "the limit that the provider named"
      }
    let hint = change.hint.map {
      "; told to wait \(Wording.span(milliseconds: $0.wholeMilliseconds))"
    }
    return
      "\(change.model ?? "the account"): \(Wording.rate(perSecond: change.new)), before: \(old) "
      + "(\(reason)\(hint ?? ""))"
  }

  private static func becomes(_ decision: Decision) -> String {
    switch decision {
    case .succeed: "done"
    case .proceed(_, let step, nil): "section \(step + 1) done"
    case .proceed(_, _, let place?): "described for \(place.model)"
    case .retry(let failure, _, _): "\(failure.kind.rawValue), asked again"
    case .escalate(let failure, _, let model): "\(failure.kind.rawValue), escalated to \(model)"
    case .postpone(let failure, _, _): "\(failure.kind.rawValue), put off"
    case .pause(let failure, _): "\(failure.kind.rawValue), everything waits"
    case .fail(let failure): "\(failure.kind.rawValue), failed"
    }
  }
}
