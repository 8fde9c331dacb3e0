import BatchCore
import BatchEngine
import Foundation
import Simulator

/// What a run over faulty answers came to, waits and all, on a clock that goes twenty times as
/// fast.
struct AnswersBench {
  let bench: RunBench
  static let first = "openai/gpt-4o-mini"
  static let second = "anthropic/claude-haiku-4.5"

  init(
    count: Int, _ rules: FaultRule..., speed: Int = 20,
    adjust: (inout SimulatorSettings) -> Void = { _ in }
  ) throws {
    var settings = SimulatorSettings()
    settings.latency = .fixed(3)
    settings.faults = rules
    adjust(&settings)
    bench = try RunBench(settings, count: count, clock: FastClock(speed: speed))
  }

  /// A job like the stock one; `request` is the inside of its request block.
  static func job(_ request: String = "", ladder: [String] = [first, second], attempts: Int = 4)
    throws -> Job
  {
    let file = SampleJob.file(ladder: ladder, request: request, attempts: attempts)
    return try JobFile.read(file, file: "rewrite.yaml").job
  }

  func work(_ job: Job? = nil, concurrency: Int = 5, within seconds: Double = 40) throws
    -> RunEnding?
  {
    let run = try bench.run([job ?? Self.job("stream: false")], concurrency: concurrency)
    return RunBench.work(run, within: seconds)
  }

  /// How the attempts of an article ended, oldest first.
  func outcomes(_ article: Int) throws -> [String] {
    try attempts(article).map { $0.outcome ?? "" }
  }

  func attempts(_ article: Int) throws -> [AttemptRecord] {
    try bench.reader.history(article: "a\(article)").tasks.first?.attempts ?? []
  }

  /// The failure of an article that failed.
  func failure(_ article: Int) throws -> Failure? {
    let task = try bench.reader.history(article: "a\(article)").tasks.first
    guard case .failed(let failure)? = task?.record.state else { return nil }
    return failure
  }

  var done: Int { (try? bench.figures().done) ?? 0 }
  var requests: Int { bench.provider.simulator.summary.requests }

  func rows(_ verdict: String) -> Int {
    bench.provider.simulator.ledger.rows.count { $0.verdict == verdict }
  }

  /// The reason of the pause that ended a run.
  static func pause(_ ending: RunEnding?) -> Pause.Reason? {
    guard case .paused(let pause)? = ending else { return nil }
    return pause.reason
  }
}

extension FaultRule {
  /// Only for the sample article of a number.
  static func article(_ number: Int, _ fault: Fault, model: String? = nil, times: Int? = nil)
    -> FaultRule
  {
    FaultRule(fault, article: "Article \(number)<", model: model, times: times)
  }
}
