import BatchCore
import BatchEngine
import Confinement
import Foundation
import Synchronization

/// What a run tells on standard error: notices as they happen, and its progress - a block that is
/// redrawn on a terminal, a plain line every 30 s elsewhere.
final class ProgressDisplay: Sendable {
  private let state: Confined<ProgressState>
  private let signals = Mutex<ScreenSignals?>(nil)
  /// Something has happened since the queue was looked at.
  private let hasNews = Atomic<Bool>(true)
  private let isVerbose: Bool

  /// - Parameters:
  ///   - limit: the run ends after so many finished tasks.
  ///   - screen: standard error's.
  init(
    reader: any QueueReader, database: String, roles: [String], limit: Int?, isVerbose: Bool,
    screen: any Screen = TerminalScreen(descriptor: 2),
    abilities: TerminalAbilities = Terminal.talkAbilities
  ) {
    self.isVerbose = isVerbose
    state = Confined(
      "batch.progress",
      ProgressState(
        reader: reader, database: database, roles: roles, limit: limit,
        block: BlockScreen(screen, abilities)))
  }

  func start() {
    state.post { [self] state in
      state.isStarted = true
      if state.redraws { watchScreen() }
      tick(&state)
    }
  }

  /// Draws nothing after it returns; what was drawn last stays.
  func stop() {
    let done = Rest<Void>()
    state.post { [self] state in
      state.finish()
      signals.withLock { $0.take() }?.cancel()
      done.wake(())
    }
    done.wait()
  }

  func show(_ event: RunEvent) {
    hasNews.store(true, ordering: .relaxed)
    // Thousands a second may be told so.
    if case .settled(_, _, _, let settlement) = event, !isVerbose, !settlement.isFailure { return }
    state.post { [self] state in
      note(event, &state)
      flush(&state)
    }
  }

  /// Says something that is no event of the run. After the run it is written when this returns, as
  /// the process may end then.
  func say(_ notice: Painted) {
    let done = Rest<Void>()
    state.post { [self] state in
      state.say(notice)
      flush(&state)
      done.wake(())
    }
    done.wait()
  }

  /// Rings the terminal's bell, if there is one.
  func ring() {
    state.post { if Terminal.talksToPerson { $0.block.ring() } }
  }

  private func note(_ event: RunEvent, _ state: inout ProgressState) {
    switch event {
    case .waiting(let until, let reason):
      state.waiting = (until, reason)
    case .settled(let article, let role, let model, let settlement):
      if isVerbose {
        state.say(Painted(RunNotice.line(of: settlement, article: article, model: model)))
      }
      guard case .fail(let failure) = settlement.decision else { return }
      state.failed(failure, article: article, role: role, model: model)
    case .pace(.rate(let change)):
      if isVerbose { state.say(Painted(RunNotice.line(of: change))) }
    default:
      if let notice = RunNotice.text(event) { state.say(Painted(notice, RunNotice.tone(event))) }
    }
  }

  /// What is said in quick succession is written together.
  private func flush(_ state: inout ProgressState) {
    let left = state.untilNextWrite
    guard left > .zero else { return state.flush() }
    guard !state.isFlushing else { return }
    state.isFlushing = true
    self.state.post(after: left) { $0.flush() }
  }

  private func tick(_ state: inout ProgressState) {
    guard !state.isStopped else { return }
    state.refresh(hasNews: hasNews.exchange(false, ordering: .relaxed))
    let isTerminal = state.block.abilities.redraws
    self.state.post(after: isTerminal ? .seconds(1) : .seconds(5)) { [self] in tick(&$0) }
  }

  private func watchScreen() {
    let signals = ScreenSignals(
      resized: { [self] in state.post { [self] in resize(&$0) } },
      suspended: { [self] in
        state.post { state in
          state.leave()
          stopProcess()
        }
      },
      resumed: { [self] in
        state.post { state in
          state.block.forget()
          state.draw()
        }
      })
    self.signals.withLock { $0 = signals }
  }

  private func resize(_ state: inout ProgressState) {
    state.mustDraw = true
    flush(&state)
  }
}

extension Settlement {
  fileprivate var isFailure: Bool {
    if case .fail = decision { true } else { false }
  }
}
