import BatchCore
import Confinement
import Dispatch
import Foundation
import Glibc

/// `batch status --watch`: the block of a run, from any terminal, until q or Ctrl-C.
final class StatusWatch: Sendable {
  private struct State {
    let reader: any QueueReader
    let database: String
    let isJSON: Bool
    var block = BlockScreen(TerminalScreen(descriptor: STDOUT_FILENO), Terminal.showAbilities)
    var meter = ProgressMeter()
    var report: StatusReport?
    var outlooks: [String: Outlook] = [:]
    var examples: [ProgressBlock.Example] = []
    var printedAt: ContinuousClock.Instant?
    var keys: KeyPresses?
    var ending: Result<Void, any Error>?
  }

  private let state: Confined<State>
  private let ended = Rest<Result<Void, any Error>>()

  init(reader: any QueueReader, database: String, isJSON: Bool) {
    state = Confined("batch.watch", State(reader: reader, database: database, isJSON: isJSON))
  }

  private static let betweenLooks: Duration = .seconds(1)
  private static let betweenLines: Duration = .seconds(30)

  /// Blocks until it is ended.
  ///
  /// - Throws: what keeps the queue from being read or the figures from being written.
  func run() throws {
    let signals = Signals([SIGINT, SIGTERM]) { [self] in end(.success(())) }
    defer { signals.cancel() }
    let screen = ScreenSignals(
      resized: { [self] in state.post { Self.draw(&$0) } },
      suspended: { [self] in state.post { Self.suspend(&$0) } },
      resumed: { [self] in state.post { Self.goOn(&$0) } })
    defer { screen.cancel() }
    state.post { [self] state in
      if Self.redraws(state) { state.keys = KeyPresses { [self] in press($0) } }
      tick(&state)
    }
    try ended.wait().get()
  }

  private func press(_ key: UInt8) {
    if key == UInt8(ascii: "q") || key == UInt8(ascii: "Q") { end(.success(())) }
  }

  private func end(_ result: Result<Void, any Error>) {
    state.post { [self] in end(result, &$0) }
  }

  private func end(_ result: Result<Void, any Error>, _ state: inout State) {
    guard state.ending == nil else { return }
    if Self.redraws(state) { state.block.leave() }
    state.keys?.cancel()
    state.ending = result
    ended.wake(result)
  }

  private func tick(_ state: inout State) {
    guard state.ending == nil else { return }
    do {
      let report = try Self.look(&state)
      if state.isJSON { try Self.emit(report, &state) } else { try Self.show(report, &state) }
    } catch {
      return end(.failure(error), &state)
    }
    self.state.post(after: Self.betweenLooks) { [self] in tick(&$0) }
  }

  private static func look(_ state: inout State) throws -> StatusReport {
    let now = Timestamp(Date())
    let look = try QueueLook(of: state.reader, now: now)
    let outlooks = state.meter.note(look.figures, look.pace, now: now)
    state.outlooks = look.figures.run == nil ? [:] : outlooks
    return try StatusReport(look, of: state.reader, database: state.database, now: now)
  }

  /// A line a change; what passes with time alone is none.
  private static func emit(_ report: StatusReport, _ state: inout State) throws {
    guard report.timeless != state.report?.timeless else { return }
    state.report = report
    try Terminal.emit(json: report, onOneLine: true)
  }

  private static func show(_ report: StatusReport, _ state: inout State) throws {
    let isOther = report.roles.map(\.failures) != state.report?.roles.map(\.failures)
    if isOther { state.examples = try examples(report, state.reader) }
    state.report = report
    if redraws(state) { return draw(&state) }
    let now = ContinuousClock.now
    guard state.printedAt.map({ now - $0 >= betweenLines }) ?? true else { return }
    state.printedAt = now
    let text = ProgressText(
      report: report, roles: report.roles.map(\.role), outlooks: state.outlooks,
      heading: text(report).heading)
    try Terminal.emit([text.line])
  }

  private static func draw(_ state: inout State) {
    guard state.ending == nil, redraws(state), let report = state.report else { return }
    state.block.draw(
      ProgressBlock(
        report: report, roles: report.roles.map(\.role), outlooks: state.outlooks,
        examples: state.examples, heading: text(report).headingParts, now: Timestamp(Date())))
  }

  private static func suspend(_ state: inout State) {
    if redraws(state) { state.block.leave() }
    state.keys?.restore()
    stopProcess()
  }

  private static func goOn(_ state: inout State) {
    if state.block.screen.isOurs { state.keys?.listen() }
    state.block.forget()
    draw(&state)
  }

  private static func redraws(_ state: State) -> Bool {
    !state.isJSON && state.block.abilities.redraws && state.block.screen.isOurs
  }

  private static func text(_ report: StatusReport) -> StatusText {
    StatusText(report: report, knownRoles: [], now: Timestamp(Date()))
  }

  /// One article of each kind that failed.
  private static func examples(
    _ report: StatusReport, _ reader: any QueueReader
  ) throws -> [ProgressBlock.Example] {
    try report.roles.flatMap { role in
      try role.failures.flatMap { cause in
        try reader.failed(role: role.role, kind: cause.kind, limit: 1).map {
          ProgressBlock.Example(role: role.role, kind: cause.kind, article: $0)
        }
      }
    }
  }
}
