import Testing

@testable import BatchCore

struct TokenRateTests {
  private func at(_ milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: 1_000_000 + milliseconds)
  }

  private let told = PaceSignal.throttled(
    hint: nil, isAccountWide: false, limit: ToldLimit(tokensPerSecond: 1000, namesTokens: true))

  /// Refused at 0, so that a ceiling of 1,000 tokens a second holds.
  private func limited() -> Pacer {
    var pacer = Pacer()
    let first = pacer.start("a", tokens: 1000, now: at(0))
    pacer.end(first, signal: told, now: at(0), chance: 0)
    return pacer
  }

  @Test(arguments: [
    PaceSignal.failing(hint: nil), .silent, .throttledFree(hint: nil), .unreachable,
  ])
  func `what a failed request did not use is given back`(signal: PaceSignal) {
    var pacer = limited()
    for moment in stride(from: Int64(10_000), to: 40_000, by: 5000) {
      let ticket = pacer.start("a", tokens: 30_000, now: at(moment))
      pacer.end(ticket, signal: signal, now: at(moment + 100), chance: 0)
    }
    #expect(pacer.models["a"]?.tokens.opening(at(40_000)) == nil)
    #expect(pacer.models["a"]?.tokens.allowance(at(40_000)) != 0)
  }

  @Test func `what a failed request used all the same stays counted`() {
    var pacer = limited()
    let ticket = pacer.start("a", tokens: 30_000, now: at(10_000))
    pacer.end(
      ticket, signal: .failing(hint: nil), tokens: 20_000, now: at(10_100), chance: 0)
    #expect(pacer.models["a"]?.tokens.opening(at(10_100)) == at(24_000))
  }

  @Test func `a burst of refusals cuts once, and gives back what each was counted for`() {
    var pacer = Pacer()
    let named = PaceSignal.throttled(
      hint: nil, isAccountWide: false, limit: ToldLimit(namesTokens: true))
    for second in 0..<20 {
      let served = pacer.start("a", tokens: 1000, now: at(Int64(second) * 1000))
      pacer.end(
        served, signal: .served, tokens: 1000, now: at(Int64(second) * 1000 + 100), chance: 0)
    }
    let burst = (0..<5).map { _ in pacer.start("a", tokens: 1000, now: at(20_000)) }
    pacer.end(burst[0], signal: named, now: at(20_000), chance: 0)
    let first = pacer.models["a"]?.tokens.perSecond
    let opening = pacer.models["a"]?.tokens.opening(at(20_000))
    for ticket in burst.dropFirst() { pacer.end(ticket, signal: named, now: at(20_010), chance: 0) }
    #expect(pacer.models["a"]?.tokens.perSecond == first)
    #expect(pacer.models["a"]?.tokens.opening(at(20_010)) == opening)
  }

  @Test func `the ceiling is what was let through between two refusals`() throws {
    var pacer = Pacer()
    let named = PaceSignal.throttled(
      hint: nil, isAccountWide: false, limit: ToldLimit(namesTokens: true))
    var moment: Int64 = 0
    for _ in 0..<2 {
      for _ in 0..<20 {
        moment += 500
        let served = pacer.start("a", tokens: 400, now: at(moment))
        pacer.end(served, signal: .served, tokens: 1000, now: at(moment + 100), chance: 0)
      }
      let refused = pacer.start("a", tokens: 400, now: at(moment + 400))
      pacer.end(refused, signal: named, now: at(moment + 400), chance: 0)
    }
    let learned = try #require(pacer.models["a"]?.tokens.perSecond)
    #expect((1900...2000).contains(learned))
  }

  @Test func `requests are expected to be answered as lengthily as those before`() {
    var pacer = limited()
    for second in 0..<60 {
      let moment = at(10_000 + Int64(second) * 2000)
      let ticket = pacer.start("a", tokens: 100, now: moment)
      pacer.end(ticket, signal: .served, tokens: 1100, now: moment, chance: 0)
    }
    let ticket = pacer.start("a", tokens: 100, now: at(200_000))
    let opening = pacer.models["a"]?.tokens.opening(at(200_000))
    #expect(opening == nil, "six seconds' worth may be ahead")
    pacer.end(ticket, signal: .served, tokens: 1100, now: at(200_100), chance: 0)
    let large = pacer.start("a", tokens: 6000, now: at(200_100))
    #expect(large.own.estimate == 6000)
    #expect(abs(large.own.tokens - 7000) <= 5)
  }

  @Test func `tokens of the account hold back every model, in the next run too`() {
    var pacer = Pacer()
    let told = PaceSignal.throttled(
      hint: nil, isAccountWide: true, limit: ToldLimit(tokensPerSecond: 1000, namesTokens: true))
    pacer.end(pacer.start("a", tokens: 1000, now: at(0)), signal: told, now: at(0), chance: 0)
    #expect(pacer.account.tokens.perSecond == 1000)
    #expect(pacer.models["a"]?.tokens.perSecond == nil)
    _ = pacer.start("b", tokens: 60_000, now: at(20_000))
    #expect(pacer.allowance(for: "c", now: at(21_000)) == 0)
    let next = Pacer(pacer.record(now: at(22_000)), now: at(23_000))
    #expect(next.account.tokens.perSecond == 1000)
    #expect(next.models["a"]?.tokens.perSecond == nil)
  }
}
