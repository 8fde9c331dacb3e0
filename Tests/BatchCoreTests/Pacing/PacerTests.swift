import BatchCore
import Testing

struct PacerTests {
  private let start = Timestamp(milliseconds: 1_000_000)

  private func at(_ milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: start.milliseconds + milliseconds)
  }

  private func throttled(_ hint: Duration? = nil, accountWide: Bool = false) -> PaceSignal {
    .throttled(hint: hint, isAccountWide: accountWide)
  }

  @Test func `nothing holds back until somebody says so`() {
    #expect(Pacer().allowance(for: "a", now: start) == 5)
    #expect(Pacer().opening(of: ["a"], now: start) == nil)
  }

  @Test(arguments: [0.0, 0.5, 0.999])
  func `a hint is never undercut and hardly exceeded`(chance: Double) throws {
    var pacer = Pacer()
    pacer.end(
      pacer.start("a", now: start), signal: throttled(.seconds(5)), now: start, chance: chance)
    #expect(pacer.allowance(for: "a", now: at(4999)) == 0)
    let opening = try #require(pacer.opening(of: ["a"], now: start))
    #expect(opening >= at(5000) && opening <= at(5500))
    #expect(pacer.allowance(for: "a", now: opening) == 1)
  }

  @Test func `one 429 closes the gate for everyone of that model, and only for them`() {
    var pacer = Pacer()
    let first = pacer.start("a", now: start)
    _ = pacer.start("a", now: start)
    pacer.end(first, signal: throttled(), now: start, chance: 0.5)
    #expect(pacer.allowance(for: "a", now: at(1)) == 0)
    #expect(pacer.allowance(for: "b", now: at(1)) == 5)
  }

  @Test func `the limit of all free models holds every one of them back, and no paid one`() {
    let (free, other) = ("a/x:free", "b/y:free")
    var pacer = Pacer()
    pacer.end(
      pacer.start(free, now: start), signal: .throttledFree(hint: .seconds(5)), now: start,
      chance: 0)
    for model in [free, other] {
      #expect(pacer.allowance(for: model, now: at(4999)) == 0)
      #expect(pacer.opening(of: [model], now: at(1)) == at(5000))
      #expect(pacer.wait(of: [model], now: at(1))?.until == at(5000))
      #expect(pacer.allowance(for: model, now: at(5000)) == 1)
    }
    #expect(pacer.allowance(for: "a/x", now: at(1)) != 0)
    let probe = pacer.start(other, now: at(5000))
    #expect(pacer.allowance(for: free, now: at(5000)) == 0, "one finds out for all")
    pacer.end(probe, signal: .served, now: at(5100), chance: 0)
    #expect(pacer.allowance(for: free, now: at(5100)) != 0)
  }

  @Test func `a free model whose name does not show it is held back by its own gate`() {
    var pacer = Pacer()
    pacer.end(
      pacer.start("a/stealth", now: start), signal: .throttledFree(hint: .seconds(5)), now: start,
      chance: 0)
    #expect(pacer.allowance(for: "a/stealth", now: at(4999)) == 0)
    #expect(pacer.allowance(for: "a/stealth", now: at(5000)) == 1)
    #expect(pacer.allowance(for: "b/paid", now: at(1)) != 0)
    #expect(pacer.allowance(for: "c/y:free", now: at(1)) != 0)
  }

  /// S24, as it is told by its words and by its label alone.
  @Test(arguments: [
    (
      #"{"error":{"message":"Rate limit exceeded: free-models-per-min.","code":429}}"#,
      Duration.seconds(12)
    ),
    (
      #"{"error":{"message":"Slow down","code":429,"metadata":{"limit_source":"openrouter_free_tier_per_minute"}}}"#,
      .seconds(59)
    ),
  ])
  func `all free models together keep the limit that was told, and the moment`(
    body: String, hint: Duration
  ) throws {
    let response = HTTPResponse(
      status: 429, headers: [HTTPHeader("X-RateLimit-Limit", "20")], body: Array(body.utf8))
    let limit = try #require(ToldLimit(response, error: nil))
    let free = ["a/x:free", "b/y:free"]
    var pacer = Pacer()
    pacer.end(
      pacer.start(free[0], now: start), signal: .throttledFree(hint: hint, limit: limit),
      now: start, chance: 0)
    var starts: [Timestamp] = []
    for millisecond in stride(from: Int64(0), to: 300_000, by: 10) {
      for model in free where pacer.allowance(for: model, now: at(millisecond)) != 0 {
        starts.append(at(millisecond))
        let ticket = pacer.start(model, now: at(millisecond))
        pacer.end(ticket, signal: .served, now: at(millisecond), chance: 0)
      }
      #expect(pacer.allowance(for: "c/paid", now: at(millisecond)) != 0)
    }
    #expect(try #require(starts.first) >= start + hint)
    // An alarm that rings late is made up for, by 20 ms at most.
    let minute = Duration.seconds(60) - .milliseconds(20)
    let most = starts.map { first in starts.count { $0 >= first && $0 < first + minute } }
    #expect(most.max() == 20)
    #expect(Double(starts.count) >= (300 - hint.inSeconds) / 3 - 1)
  }

  @Test(arguments: [Duration.zero, .milliseconds(10)])
  func `who says "at once" and refuses again and again is not asked ever more`(hint: Duration) {
    var pacer = Pacer()
    var now = start
    var asked = 0
    while now < start + .seconds(60) {
      guard pacer.allowance(for: "a", now: now) != 0 else {
        now = max(now + .milliseconds(1), pacer.opening(of: ["a"], now: now) ?? now)
        continue
      }
      asked += 1
      let ticket = pacer.start("a", now: now)
      now = now + .milliseconds(20)
      pacer.end(ticket, signal: throttled(hint), now: now, chance: 0.5)
    }
    #expect((4...12).contains(asked), "\(asked)")
  }

  @Test func `an account limit closes the gate for every model`() {
    var pacer = Pacer()
    pacer.end(
      pacer.start("a", now: start), signal: throttled(.seconds(9), accountWide: true), now: start,
      chance: 0)
    #expect(pacer.allowance(for: "b", now: at(8999)) == 0)
    #expect(pacer.wait(of: ["a", "b"], now: at(1))?.reason == "the account is rate limited")
  }

  @Test func `after a closing one probe goes through, and its success opens the gate`() {
    var pacer = Pacer()
    pacer.end(pacer.start("a", now: start), signal: throttled(.seconds(1)), now: start, chance: 0)
    #expect(pacer.allowance(for: "a", now: at(1000)) == 1)
    let probe = pacer.start("a", now: at(1000))
    #expect(pacer.allowance(for: "a", now: at(1000)) == 0)
    pacer.end(probe, signal: .served, now: at(1100), chance: 0)
    #expect((pacer.allowance(for: "a", now: at(1100)) ?? 0) > 1)
  }

  @Test func `a probe that is not refused for a while lets the next one through`() throws {
    var pacer = Pacer()
    pacer.end(
      pacer.start("a", now: start), signal: throttled(.seconds(1)), now: at(100), chance: 0)
    _ = pacer.start("a", now: at(1100))
    #expect(pacer.allowance(for: "a", now: at(1200)) == 0)
    // Refusals took 100 ms; twice that and a tenth of a second more.
    let trusted = try #require(pacer.opening(of: ["a"], now: at(1200)))
    #expect(trusted == at(1400))
    #expect(pacer.allowance(for: "a", now: trusted) == 1)
    _ = pacer.start("a", now: trusted)
    #expect(pacer.allowance(for: "a", now: trusted) == 0)
    #expect((pacer.allowance(for: "a", now: at(1500)) ?? 0) > 0)
  }

  @Test func `a limit named with its window is kept to at once`() {
    var pacer = Pacer()
    let told = ToldLimit(requestsPerSecond: 8.0 / 60)
    let effect = pacer.end(
      pacer.start("a", now: start),
      signal: .throttled(hint: .seconds(30), isAccountWide: false, limit: told), now: start,
      chance: 0)
    #expect(effect.change?.reason == .told)
    let probe = pacer.start("a", now: at(30_000))
    pacer.end(probe, signal: .served, now: at(30_100), chance: 0)
    #expect(pacer.allowance(for: "a", now: at(37_000)) == 0)
    #expect(pacer.allowance(for: "a", now: at(37_500)) == 1)
  }

  @Test func `tokens are counted only after a refusal that names them`() {
    var pacer = Pacer()
    pacer.end(
      pacer.start("a", tokens: 9000, now: start),
      signal: .throttled(
        hint: .seconds(1), isAccountWide: false,
        limit: ToldLimit(tokensPerSecond: 1000, namesTokens: true)), now: start, chance: 0)
    // One and a half requests' worth of rest.
    #expect(pacer.allowance(for: "a", now: at(13_499)) == 0)
    #expect(pacer.opening(of: ["a"], now: at(7000)) == at(13_500))
    let first = pacer.start("a", tokens: 9000, now: at(13_500))
    pacer.end(first, signal: .served, tokens: 9000, now: at(13_600), chance: 0)
    #expect(pacer.opening(of: ["a"], now: at(13_600)) == at(22_500))
    #expect(pacer.allowance(for: "a", now: at(22_499)) == 0)
    #expect(pacer.allowance(for: "a", now: at(22_500)) == 1)
    #expect(pacer.models["a"]?.rate.perSecond == nil)
  }

  @Test func `requests of an older burst neither open the gate nor count again`() {
    var pacer = Pacer()
    let tickets = (0..<5).map { _ in pacer.start("a", now: start) }
    for ticket in tickets.prefix(4) {
      pacer.end(ticket, signal: throttled(), now: start, chance: 1)
    }
    #expect(pacer.models["a"]?.gate.streak == 1)
    pacer.end(tickets[4], signal: .served, now: at(10), chance: 1)
    #expect(pacer.allowance(for: "a", now: at(10)) == 0)
  }

  @Test func `without hints the waits are drawn below a bound that doubles up to a minute`() {
    let delays = Gate.Delays(base: .seconds(1), longest: .seconds(60))
    let ceilings = (1...8).map { delays.wait(streak: $0, chance: 1).inSeconds }
    #expect(ceilings == [1, 2, 4, 8, 16, 32, 60, 60])
    #expect(delays.wait(streak: 3, chance: 0.5).inSeconds == 2)
    #expect(delays.wait(streak: 3, chance: 0) == .zero)
  }

  @Test func `a served probe does not open what a late hint keeps closed`() {
    var pacer = Pacer()
    let early = [pacer.start("a", now: start), pacer.start("a", now: start)]
    pacer.end(early[0], signal: throttled(.seconds(1)), now: start, chance: 0)
    let probe = pacer.start("a", now: start)
    pacer.end(early[1], signal: throttled(.seconds(60)), now: at(900), chance: 0)
    pacer.end(probe, signal: .served, now: at(1100), chance: 0)
    #expect(pacer.allowance(for: "a", now: at(1200)) == 0)
  }

  @Test func `a shorter hint never shortens a longer wait`() {
    var pacer = Pacer()
    let tickets = [pacer.start("a", now: start), pacer.start("a", now: start)]
    pacer.end(tickets[0], signal: throttled(.seconds(30)), now: start, chance: 0)
    pacer.end(tickets[1], signal: throttled(.seconds(2)), now: start, chance: 0)
    #expect(pacer.allowance(for: "a", now: at(29_999)) == 0)
  }

  @Test(arguments: [PaceSignal.silent, .failing(hint: nil)])
  func `server errors say nothing about the pace`(signal: PaceSignal) {
    var pacer = Pacer()
    pacer.end(pacer.start("a", now: start), signal: signal, now: start, chance: 0)
    #expect(pacer.allowance(for: "a", now: start) != 0)
    #expect(pacer.models["a"]?.rate.perSecond == nil)
  }

  @Test func `an unreachable provider holds everyone back and says so`() {
    var pacer = Pacer()
    pacer.end(pacer.start("a", now: start), signal: .unreachable, now: start, chance: 1)
    #expect(pacer.allowance(for: "b", now: at(100)) == 0)
    #expect(pacer.wait(of: ["b"], now: at(100))?.reason == "the provider cannot be reached")
    #expect(pacer.allowance(for: "b", now: at(500)) == 1)
  }
}
