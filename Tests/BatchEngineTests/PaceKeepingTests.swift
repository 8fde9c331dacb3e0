import BatchCore
import Testing

@testable import BatchEngine

/// What the next run is to know of the pace must not be old by then.
struct PaceKeepingTests {
  private let start = Timestamp(milliseconds: 1_000_000)

  private func pacer() -> Pacer {
    var pacer = Pacer()
    pacer.end(
      pacer.start("a", now: start),
      signal: .throttled(
        hint: .seconds(1), isAccountWide: false, limit: ToldLimit(requestsPerSecond: 0.125)),
      now: start, chance: 0)
    return pacer
  }

  @Test func `a pace that does not change is written again each minute`() {
    let lanes = DispatchSettings.lanes(role: "rewrite", ladder: ["a"])
    let later = start + .seconds(10)
    var desk = Desk(
      dispatcher: Dispatcher(
        settings: DispatchSettings(lanes: lanes), pauses: [], pacer: pacer(), now: later),
      concurrency: 5, lessons: ModelLessons(), kept: nil, lessonsName: "lessons",
      others: OtherModels(nil, now: later))
    let written = [0.0, 30, 59, 60, 61, 125].map { seconds in
      desk.endedPauses = [Pause.Key(.queue, .operator)]
      let turn = desk.turn(now: later + .seconds(seconds))
      _ = desk.written(turn, TurnResult())
      return turn.keep.contains { $0.name == PaceRecord.name }
    }
    #expect(written == [true, false, false, true, false, true])
  }

  @Test func `a limit that was named is named to the next run too, exactly`() {
    let record = PaceRecord(pacer().record(now: start).document(now: start))
    #expect(record.rates == [.init(model: "a", perSecond: 0.125, isTold: true)])
    let next = Pacer(record, savedAt: start, now: start)
    #expect(next.models["a"]?.rate.isTold == true)
    #expect(next.models["a"]?.rate.perSecond == 0.125)
  }

  @Test func `who holds the account back is known to the next run`() {
    var pacer = Pacer()
    let signal = PaceSignal.inFlightBudget(hint: .seconds(60))
    pacer.end(pacer.start("a", now: start), signal: signal, now: start, chance: 0)
    let record = PaceRecord(pacer.record(now: start).document(now: start))
    let next = Pacer(record, savedAt: start, now: start)
    #expect(next.wait(of: ["a"], now: start)?.reason.contains("balance") == true)
  }
}
