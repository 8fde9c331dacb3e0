import BatchCore
import Foundation
import Testing

/// The pacer against providers' limits in simulated time: how much of a limit is used, and how much
/// is refused. The table is printed.
struct PacerSimulationTests {
  /// A limit, and what the pacer has to make of it, in percent, on average over the seeds.
  struct Row: Sendable, CustomTestStringConvertible {
    var limit: SimulatedLimit
    var goodput: Double
    var waste: Double
    var testDescription: String { limit.name }
  }

  private static let seeds: ClosedRange<UInt64> = 1...6

  private static func bucket(
    _ name: String, _ rate: Double, depth: Double, hints: Bool = false
  ) -> SimulatedLimit {
    SimulatedLimit(name) {
      $0.hints = hints
      $0.rate = { _ in rate }
      $0.depth = depth
    }
  }

  private static func window(
    _ name: String, _ count: Int = 20, _ seconds: Double = 60, hints: Bool = false,
    tells: Bool = false
  ) -> SimulatedLimit {
    SimulatedLimit(name) {
      $0.window = (count, seconds)
      $0.hints = hints
      $0.tells = tells
    }
  }

  /// Another number fits in a window from the tenth minute to the twentieth.
  private static func scaled(_ name: String, by factor: Double) -> SimulatedLimit {
    var limit = window(name)
    limit.windowScale = { (600..<1200).contains($0) ? factor : 1 }
    return limit
  }

  /// Log-normal requests of 2,000 tokens; the depth in seconds.
  private static func tokens(
    _ name: String, _ perMinute: Double, depth: Double,
    _ adjust: (inout SimulatedLimit) -> Void = { _ in }
  ) -> SimulatedLimit {
    SimulatedLimit(name) {
      $0.tokenLimit = (perMinute / 60, depth)
      adjust(&$0)
    }
  }

  /// 20 a second with a burst of five unless said otherwise, 50 ms answers, three minutes with all
  /// the learning.
  private static func fast(
    _ name: String, workers: Int = 5, hints: Bool = false, latency: Double = 0.05,
    depth: Double = 5,
    rate: @escaping @Sendable (Double) -> Double = { _ in 20 }
  ) -> SimulatedLimit {
    SimulatedLimit(name) {
      $0.rate = rate
      $0.depth = depth
      $0.latency = latency
      $0.refusalLatency = 0.05
      $0.minutes = 3
      $0.warmUp = 0
      $0.workers = workers
      $0.hints = hints
    }
  }

  private static let falling = SimulatedLimit("4/s, 1/s, 4/s") {
    $0.rate = { $0 < 600 || $0 >= 1200 ? 4 : 1 }
    $0.depth = 8
  }
  private static let outage = SimulatedLimit("outage of 60 s at 4/s") {
    $0.rate = { _ in 4 }
    $0.depth = 8
    $0.outage = 600..<660
  }
  /// Refused by chance, whatever the pace, and told to come again in a moment.
  private static func chance(
    _ name: String, _ share: Double, latency: Double, hint: Double? = 0.2
  ) -> SimulatedLimit {
    SimulatedLimit(name) {
      $0.noise = share
      $0.noiseHint = hint
      $0.latency = latency
      $0.refusalLatency = min(latency, 0.1)
    }
  }

  private static let chanceInWindow = {
    var limit = window("20 per 60 s, 2 % chance")
    limit.noise = 0.02
    return limit
  }()
  private static let halving = fast("20/s, 10/s, 20/s") { $0 < 60 || $0 >= 120 ? 20 : 10 }

  private static let hintedHalving = fast("20, 10, 20/s, Retry-After", hints: true) {
    $0 < 60 || $0 >= 120 ? 20 : 10
  }

  private static let rows = [
    Row(limit: bucket("bucket 0.33/s, depth 1", 0.33, depth: 1), goodput: 94, waste: 2.8),
    Row(limit: bucket("bucket 1/s, depth 1", 1, depth: 1), goodput: 95, waste: 2.8),
    Row(limit: bucket("bucket 1/s, depth 10", 1, depth: 10), goodput: 99.8, waste: 3.3),
    Row(limit: bucket("bucket 2/s, depth 5", 2, depth: 5), goodput: 99.7, waste: 3.2),
    Row(limit: bucket("bucket 4/s, depth 8", 4, depth: 8), goodput: 99.8, waste: 2.8),
    Row(
      limit: bucket("0.33/s, 1, Retry-After", 0.33, depth: 1, hints: true), goodput: 93.5,
      waste: 2.9),
    Row(limit: bucket("1/s, 1, Retry-After", 1, depth: 1, hints: true), goodput: 95.5, waste: 2.2),
    Row(
      limit: bucket("1/s, 10, Retry-After", 1, depth: 10, hints: true), goodput: 99.8, waste: 2.1),
    Row(limit: bucket("2/s, 5, Retry-After", 2, depth: 5, hints: true), goodput: 99.8, waste: 1.5),
    Row(limit: bucket("4/s, 8, Retry-After", 4, depth: 8, hints: true), goodput: 99.8, waste: 1.5),
    Row(limit: window("20 per 60 s, hint", hints: true), goodput: 99.9, waste: 5.2),
    Row(limit: window("20 per 60 s, told", hints: true, tells: true), goodput: 99.5, waste: 0.1),
    Row(limit: window("20 per 60 s", hints: false), goodput: 99.3, waste: 8.5),
    Row(limit: chanceInWindow, goodput: 80, waste: 10.5),
    Row(limit: scaled("20, 10, 20 per 60 s", by: 0.5), goodput: 89, waste: 12),
    Row(limit: scaled("20, 40, 20 per 60 s", by: 2), goodput: 95, waste: 11),
    Row(limit: window("10 per 60 s", 10), goodput: 98, waste: 8.5),
    Row(limit: window("20 per 30 s", 20, 30), goodput: 99, waste: 7.5),
    Row(limit: SimulatedLimit("no limit"), goodput: 99.8, waste: 0),
    Row(limit: SimulatedLimit("2 % by chance") { $0.noise = 0.02 }, goodput: 98.4, waste: 2.2),
    Row(limit: SimulatedLimit("5 % by chance") { $0.noise = 0.05 }, goodput: 88, waste: 5.2),
    Row(limit: chance("2 % by chance, hinted", 0.02, latency: 0.8), goodput: 89, waste: 2.2),
    Row(limit: chance("5 % by chance, hinted", 0.05, latency: 0.8), goodput: 75, waste: 5.4),
    Row(limit: chance("3 %, hinted, 50 ms", 0.03, latency: 0.05), goodput: 44, waste: 3.3),
    // Every hint is obeyed: all rest for 200 ms after each thirtieth request, and none of them takes
    // less than 16 ms here. That is hardly more than a tenth of what answers of 5 ms allow.
    Row(limit: chance("3 %, hinted, 5 ms", 0.03, latency: 0.005), goodput: 6, waste: 3.3),
    Row(limit: falling, goodput: 97, waste: 3.2),
    Row(limit: outage, goodput: 98.5, waste: 2.8),
    Row(limit: tokens("240,000 tokens a minute", 240_000, depth: 60), goodput: 99.5, waste: 2.2),
    Row(
      limit: tokens("240,000, Retry-After", 240_000, depth: 60) { $0.hints = true }, goodput: 99.5,
      waste: 2.2),
    Row(limit: tokens("120,000 tokens, 10 s", 120_000, depth: 10), goodput: 99.5, waste: 2.2),
    Row(
      limit: tokens("120,000, 20 workers", 120_000, depth: 10) { $0.workers = 20 }, goodput: 99.5,
      waste: 2.2),
    Row(
      limit: tokens("120,000, told", 120_000, depth: 10) { $0.tells = true }, goodput: 99.5,
      waste: 0.2),
    Row(
      limit: tokens("120,000, not named", 120_000, depth: 10) { $0.namesTokens = false },
      goodput: 98, waste: 12.5),
    Row(limit: fast("20/s, burst 5, 3 min"), goodput: 97.5, waste: 1.5),
    Row(limit: fast("the same, Retry-After", hints: true), goodput: 97, waste: 0.5),
    Row(limit: fast("the same, 50 workers", workers: 50), goodput: 97.5, waste: 2),
    Row(limit: fast("the same, 200 workers", workers: 200), goodput: 97.5, waste: 2),
    Row(limit: fast("200 workers, 5 s", workers: 200, latency: 5), goodput: 90, waste: 2.5),
    Row(limit: halving, goodput: 95, waste: 2.6),
    Row(limit: hintedHalving, goodput: 91, waste: 1),
    // Requests arrive up to 10 ms earlier or later than they should: where each that comes too soon
    // is refused, hardly more than 95 % of 5/s and 83 % of 20/s can be used.
    Row(limit: fast("5/s, no burst", depth: 1) { _ in 5 }, goodput: 90.5, waste: 3),
    Row(limit: fast("20/s, no burst", depth: 1), goodput: 79, waste: 2),
    Row(
      limit: fast("5/s, no burst, Retry-After", hints: true, depth: 1) { _ in 5 }, goodput: 84.5,
      waste: 2),
    Row(
      limit: fast("20/s, no burst, Retry-After", hints: true, depth: 1), goodput: 72, waste: 1),
  ]

  @Test(arguments: rows)
  func `a limit is used up and hardly ever run into`(row: Row) {
    var goodput: [Double] = []
    var waste: [Double] = []
    for seed in Self.seeds {
      var simulation = PacerSimulation(row.limit, seed: seed)
      let figures = simulation.run()
      goodput.append(figures.goodput(row.limit))
      waste.append(figures.waste)
    }
    let used = goodput.reduce(0, +) / Double(goodput.count)
    let refused = waste.reduce(0, +) / Double(waste.count)
    print(
      "pacer: \(row.limit.name.padding(toLength: 24, withPad: " ", startingAt: 0))",
      String(format: "%5.1f %% used, %4.1f %% refused", used, refused))
    #expect(used >= row.goodput)
    #expect(refused <= row.waste)
  }

  @Test(arguments: seeds)
  func `a limit that is raised is used again soon`(seed: UInt64) {
    var slow = PacerSimulation(Self.falling, seed: seed)
    let slowly = slow.run().recovery(from: 1200, to: 4, over: 5)
    var quick = PacerSimulation(Self.halving, seed: seed)
    let quickly = quick.run().recovery(from: 120, to: 20, over: 2)
    print("pacer: four times as much is used after \(slowly) s at 1/s; twice after \(quickly) s")
    #expect(slowly <= 65)
    #expect(quickly <= 15)
    var hinted = PacerSimulation(Self.hintedHalving, seed: seed)
    #expect(hinted.run().recovery(from: 120, to: 20, over: 2) <= 15)
  }

  @Test(arguments: seeds)
  func `a limit that says when to come again is hardly ever asked in vain`(seed: UInt64) {
    let limit = Self.fast("20/s, burst 5, Retry-After", hints: true)
    var simulation = PacerSimulation(limit, seed: seed)
    let figures = simulation.run()
    #expect(figures.goodput(limit) >= 95)
    #expect(figures.waste <= 1.5)
  }

  /// What is refused by chance, with a hint or without, must not be taken for a limit that falls
  /// and falls.
  @Test(arguments: 1...20 as ClosedRange<UInt64>, [0.02, 0.05])
  func `refusals by chance never bring the work to a standstill`(seed: UInt64, share: Double) {
    for (latency, hint) in [(0.8, 0.2), (0.8, nil), (0.05, 0.2)] as [(Double, Double?)] {
      var limit = Self.chance("by chance", share, latency: latency, hint: hint)
      limit.minutes = 10
      var simulation = PacerSimulation(limit, seed: seed)
      let used = simulation.run().goodput(limit)
      #expect(used >= (latency > 0.1 ? 55 : 20), "\(latency) s, hint \(hint ?? 0) s")
    }
  }

  /// An outage in which everything is refused is no window: what comes after is as before.
  @Test(arguments: seeds)
  func `outages that come again are not taken for a window`(seed: UInt64) {
    var limit = Self.bucket("4/s, twice out", 4, depth: 8)
    let outages = [600.0..<640, 700..<740]
    limit.rate = { now in outages.contains { $0.contains(now) } ? 0 : 4 }
    var simulation = PacerSimulation(limit, seed: seed)
    let figures = simulation.run()
    #expect(figures.goodput(limit) >= 97.5)
    #expect(figures.waste <= 3)
  }

  @Test(arguments: seeds)
  func `a limit that is halved is kept to soon`(seed: UInt64) {
    var simulation = PacerSimulation(Self.halving, seed: seed)
    let figures = simulation.run()
    #expect(figures.seconds[65..<120].allSatisfy { $0 <= 16 })
    #expect(figures.seconds[70..<120].reduce(0, +) >= 475)
  }

  @Test(arguments: seeds, [false, true])
  func `after an hour in which nobody asked the old pace is there`(seed: UInt64, isHinted: Bool) {
    var limit = Self.bucket("2/s, an hour still", 2, depth: 5, hints: isHinted)
    limit.minutes = 90
    limit.standstill = 600..<4200
    var simulation = PacerSimulation(limit, seed: seed)
    let after = simulation.run().seconds[4230..<5400].reduce(0, +)
    #expect(Double(after) >= 0.93 * 2 * 1170)
  }

  @Test(arguments: seeds)
  func `after an outage the old pace is soon back`(seed: UInt64) {
    var simulation = PacerSimulation(Self.outage, seed: seed)
    let figures = simulation.run()
    #expect(figures.recovery(from: 660, to: 4, over: 5) <= 30)
  }
}
