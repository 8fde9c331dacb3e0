import BatchCore
import BatchEngine
import Foundation
import Simulator
import TestSupport
import Testing

/// A hundred random lives of a queue each: prices, articles, faults, crashes, bounds that rise; the
/// provider's own account never passes the bound.
struct BudgetPropertyTests {
  @Test(arguments: [5, 50])
  func `the bill never passes the bound, whatever happens`(_ concurrency: Int) async throws {
    try await OwnThread.run {
      var paused = 0
      var requests = 0
      for seed in Seeds.chosen(1...100) {
        let life = try Self.live(seed: seed, concurrency: concurrency)
        #expect(life.overrun == 0, "seed \(seed): \(life)")
        #expect(life.findings == [], "seed \(seed)")
        #expect(life.known <= life.spent, "seed \(seed): \(life)")
        #expect(life.spent <= life.known + life.reserved, "seed \(seed): \(life)")
        paused += life.paused
        requests += life.requests
      }
      #expect(paused > 20 && requests > 500, "the bound was reached, by much work")
    }
  }

  struct Life {
    var overrun: Int64 = 0
    var spent: Int64 = 0
    /// As the queue counts.
    var known: Int64 = 0
    var reserved: Int64 = 0
    var paused = 0
    var requests = 0
    var findings: [String] = []
  }

  private static func live(seed: UInt64, concurrency: Int) throws -> Life {
    var luck = Luck(state: seed &* 977)
    let ladder = ["a/small", "b/large"]
    func tariff() -> Till.Tariff {
      Till.Tariff(
        prompt: Int64(luck.number(0...3_000_000)), completion: Int64(luck.number(1...15_000_000)),
        request: luck.chance(0.3) ? Int64(luck.number(1...900_000_000)) : 0,
        dearer: Int64(luck.number(1...4)))
    }
    let tariffs = Dictionary(uniqueKeysWithValues: ladder.map { ($0, tariff()) })
    let articles = (1...luck.number(8...25)).map { number in
      Article(
        id: "a\(number)", title: "Article \(number)",
        body: String(repeating: "Word ", count: luck.number(1...600)))
    }
    var most = Int64(luck.number(1...400)) * 1_000_000_000
    let till = Till(tariffs, most: most, seed: seed)
    let bench = try TillBench(till, articles: articles, ladder: ladder, seed: seed)
    try bench.allow(most)
    var life = Life()
    for _ in 1...luck.number(1...4) {
      let ending = try work(bench, concurrency, &luck)
      if case .paused(let pause)? = ending, pause.reason == .budget { life.paused += 1 }
      if luck.chance(0.5) {
        most += Int64(luck.number(1...200)) * 1_000_000_000
        try bench.allow(most)
      }
    }
    life.overrun = till.overrun
    life.spent = till.spent
    life.known = try bench.standing().cost.picodollars
    life.reserved = try bench.standing().reserved.picodollars
    life.requests = till.requests
    life.findings = try bench.reader.verify()
    return life
  }

  /// One run: to its end, cut off, or dead with its claims in hand.
  private static func work(
    _ bench: TillBench, _ concurrency: Int, _ luck: inout Luck
  ) throws -> RunEnding? {
    let run = try bench.run(concurrency: concurrency) { $0.patience = .noWait }
    let turns = Counter()
    let fate = luck.number(1...4)
    let last = luck.number(1...30)
    bench.store.before { _ in
      turns.add()
      guard fate <= 2, turns.value == last else { return }
      run.stop()
      run.stop()
    }
    if fate == 2 {
      bench.store.fail { _ in turns.value >= last ? .full(path: "batch.sqlite") : nil }
    }
    let ending = RunBench.work(run, within: 60)
    bench.store.before { _ in }
    bench.store.fail { _ in nil }
    #expect(ending != nil)
    return ending
  }
}
