import BatchCore
import Foundation
import Testing

/// A provider's limit on a clock that only counts; times are seconds since its beginning.
struct SimulatedLimit: Sendable, CustomTestStringConvertible {
  var name: String
  /// Requests a second that a bucket of the given depth is refilled with; nil: no bucket.
  var rate: (@Sendable (Double) -> Double)?
  var depth = 1.0
  /// So many requests in each window of so many seconds.
  var window: (count: Int, seconds: Double)?
  /// What becomes of their number with time.
  var windowScale: @Sendable (Double) -> Double = { _ in 1 }
  /// Tokens a second that a bucket is refilled with, and how many seconds of them it keeps.
  var tokenLimit: (rate: Double, depth: Double)?
  /// Tokens that a request and its answer take in the mean.
  var meanTokens = 2000.0
  /// Refusals for want of tokens name them.
  var namesTokens = true
  /// Refusals say in whole seconds when to come again.
  var hints = false
  /// Refusals name the limit and its window.
  var tells = false
  /// The share refused by chance.
  var noise = 0.0
  /// Seconds that such a refusal asks to wait; nil: it says nothing.
  var noiseHint: Double?
  var outage: Range<Double>?
  /// When nobody asks.
  var standstill: Range<Double>?
  /// Seconds that an answer takes on average.
  var latency = 0.8
  var refusalLatency = 0.1
  var minutes = 30.0
  /// Seconds at the beginning that do not count.
  var warmUp = 60.0
  var workers = 5

  private var stock = 0.0
  private var last = 0.0
  private var windowBegan = -1.0
  private var windowCount = 0

  init(_ name: String, _ adjust: (inout SimulatedLimit) -> Void = { _ in }) {
    self.name = name
    adjust(&self)
    stock = tokenLimit.map { $0.rate * $0.depth } ?? depth
  }

  var testDescription: String { name }

  /// What the limit admits, in requests or in tokens, in the part of the time that counts; nil: as
  /// many as the workers manage.
  var capacity: Double? {
    if let window {
      return stride(from: warmUp, to: minutes * 60, by: 1).reduce(0) {
        $0 + Double(room(window.count, at: $1)) / window.seconds
      }
    }
    if let tokenLimit { return tokenLimit.rate * (minutes * 60 - warmUp) }
    guard let rate else { return nil }
    let seconds = stride(from: warmUp, to: minutes * 60, by: 1)
    let sum = seconds.reduce(0.0) { sum, second in
      outage?.contains(second) == true ? sum : sum + rate(second)
    }
    return sum + (warmUp == 0 ? depth : 0)
  }

  /// What its refusals name.
  var told: ToldLimit? {
    if let tokenLimit, namesTokens {
      return ToldLimit(tokensPerSecond: tells ? tokenLimit.rate : nil, namesTokens: true)
    }
    guard tells, let window else { return nil }
    return ToldLimit(requestsPerSecond: Double(window.count) / window.seconds)
  }

  enum Answer {
    case admitted
    /// With the hint in seconds.
    case refused(Double?)
  }

  /// - Parameter tokens: what the request and its answer take.
  mutating func ask(at moment: Double, tokens: Double = 1, _ luck: inout SeededLuck) -> Answer {
    if outage?.contains(moment) == true { return .refused(nil) }
    if noise > 0, luck.unit() < noise { return .refused(noiseHint) }
    if let window {
      let began = (moment / window.seconds).rounded(.down) * window.seconds
      if began != windowBegan { (windowBegan, windowCount) = (began, 0) }
      guard windowCount >= room(window.count, at: moment) else {
        windowCount += 1
        return .admitted
      }
      return .refused(hints ? (began + window.seconds - moment).rounded(.up) : nil)
    }
    if let tokenLimit {
      return take(tokens, rate: tokenLimit.rate, most: tokenLimit.rate * tokenLimit.depth, moment)
    }
    guard let rate = rate?(moment) else { return .admitted }
    return take(1, rate: rate, most: depth, moment)
  }

  private func room(_ count: Int, at moment: Double) -> Int {
    Int((Double(count) * windowScale(moment)).rounded())
  }

  private mutating func take(
    _ count: Double, rate: Double, most: Double, _ moment: Double
  ) -> Answer {
    stock = min(most, stock + max(0, moment - last) * rate)
    last = max(last, moment)
    guard stock < count else {
      stock -= count
      return .admitted
    }
    return .refused(hints ? ((count - stock) / rate).rounded(.up) : nil)
  }
}
