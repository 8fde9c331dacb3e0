import BatchCore
import BatchEngine
import Confinement
import Foundation

/// What a run tells on standard error: notices as they happen, and its progress - one redrawn line
/// on a terminal, a plain line every 30 s elsewhere.
final class ProgressDisplay: Sendable {
  private struct State {
    let reader: any QueueReader
    let database: String
    let roles: [String]
    let isTerminal: Bool
    let isVerbose: Bool
    var waiting: (until: Timestamp, reason: String)?
    var hasLine = false
    var isStopped = false
    var failures = 0
  }

  private let state: Confined<State>
  private static let failuresShown = 20

  init(reader: any QueueReader, database: String, roles: [String], isVerbose: Bool) {
    state = Confined(
      "batch.progress",
      State(
        reader: reader, database: database, roles: roles, isTerminal: Terminal.talksToPerson,
        isVerbose: isVerbose))
  }

  func start() {
    state.post { [self] in tick(&$0) }
  }

  /// Draws nothing after it returns.
  func stop() {
    let done = Rest<Void>()
    state.post { state in
      Self.clear(&state)
      state.isStopped = true
      let more = state.failures - Self.failuresShown
      if more > 0 { Terminal.talk("and \(Wording.counted(more, "more failure")): batch status") }
      done.wake(())
    }
    done.wait()
  }

  func show(_ event: RunEvent) {
    state.post { state in
      switch event {
      case .waiting(let until, let reason):
        state.waiting = (until, reason)
      case .settled(let article, _, let model, let settlement):
        if state.isVerbose {
          Self.say(
            Painted(RunNotice.line(of: settlement, article: article, model: model)), &state)
        }
        guard case .fail(let failure) = settlement.decision else { return }
        state.failures += 1
        guard state.failures <= Self.failuresShown else { return }
        Self.say(
          Painted("failed:", .bad) + Painted(" \(article) (\(model)): \(failure.sentence)"), &state)
      case .pace(.rate(let change)):
        if state.isVerbose { Self.say(Painted(RunNotice.line(of: change)), &state) }
      default:
        if let notice = RunNotice.text(event) {
          Self.say(Painted(notice, RunNotice.tone(event)), &state)
        }
      }
    }
  }

  private func tick(_ state: inout State) {
    guard !state.isStopped else { return }
    draw(&state)
    state.isTerminal
      ? self.state.post(after: .milliseconds(500)) { [self] in tick(&$0) }
      : self.state.post(after: .seconds(30)) { [self] in tick(&$0) }
  }

  private func draw(_ state: inout State) {
    let now = Timestamp(Date())
    guard let figures = try? state.reader.figures(now: now) else { return }
    let report = StatusReport(figures, database: state.database, now: now)
    let text = ProgressText(report: report, roles: state.roles, waiting: Self.waiting(state, now))
    if state.isTerminal {
      Terminal.talk(raw: "\r\u{1B}[K" + text.line(columns: Terminal.columns - 1))
      state.hasLine = true
    } else {
      Terminal.talk(text.line())
    }
  }

  private static func waiting(_ state: State, _ now: Timestamp) -> String? {
    guard let waiting = state.waiting, waiting.until > now else { return nil }
    let seconds = Int(((waiting.until - now).wholeMilliseconds + 999) / 1000)
    return "waiting \(Wording.span(seconds: seconds)): \(waiting.reason)"
  }

  private static func say(_ notice: Painted, _ state: inout State) {
    guard !state.isStopped else { return }
    clear(&state)
    Terminal.talk(notice)
  }

  private static func clear(_ state: inout State) {
    if state.hasLine { Terminal.talk(raw: "\r\u{1B}[K") }
    state.hasLine = false
  }
}
