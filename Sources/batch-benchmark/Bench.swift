import BatchAssembly
import BatchCore
import BatchEngine
import Dispatch
import Foundation
import Simulator

/// The shipped run against the simulator, in this process and in a folder of its own: real libcurl
/// over a socket, the real engine, the real store on disk.
final class Bench {
  let provider: RunningSimulator
  private let folder: String
  private let key: APIKey
  private let job: Job
  private let run: Run
  private let shipped: ShippedParts

  var simulator: Simulator { provider.simulator }

  /// - Parameters:
  ///   - articles: how many are queued, each of about 600 bytes.
  ///   - attempts: the job's `retry.attempts`.
  init(
    _ settings: SimulatorSettings, articles: Int, workers: Int = 5, attempts: Int = 4,
    key secret: String = "sk-or-benchmark"
  ) throws {
    folder =
      FileManager.default.temporaryDirectory.appendingPathComponent("batch-benchmark-\(UUID())")
      .path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    provider = try Simulator.launch(settings)
    key = try APIKey(secret)
    job = try Self.job(attempts: attempts)
    shipped = try ShippedParts(database: folder + "/batch.sqlite", create: true)
    _ = try shipped.store.enqueue((1...articles).map(Self.article), update: false)
    let planner = try shipped.planner(
      jobs: [job], base: try BaseURL(provider.baseURL), key: key
    ) { _ in }
    let record = RunRecord(
      pid: getpid(), host: "benchmark", startedAt: Timestamp(Date()), concurrency: workers,
      jobs: [job])
    run = try Run(
      record,
      settings: DispatchSettings(
        lanes: DispatchSettings.lanes(role: job.role, ladder: job.ladder)),
      planner: planner, parts: shipped.parts { _ in })
  }

  /// Works until the run ends, at most for so many seconds; then it is drained.
  @discardableResult
  func work(seconds: Double) -> RunEnding {
    let timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now() + seconds)
    let run = run
    timer.setEventHandler { run.stop() }
    timer.resume()
    defer { timer.cancel() }
    return run.work()
  }

  /// Does something to the provider after so many seconds.
  func after(_ seconds: Double, _ work: @escaping @Sendable (Simulator) -> Void) {
    let simulator = simulator
    DispatchQueue(label: "batch.benchmark.\(seconds)").asyncAfter(deadline: .now() + seconds) {
      work(simulator)
    }
  }

  /// The role's figures now.
  func figures() throws -> RoleFigures {
    try shipped.reader.figures(now: Timestamp(Date())).roles.first ?? RoleFigures(role: job.role)
  }

  /// Every task of the role that is done, or every one that failed, in input order.
  func rows(_ filter: ExportFilter) throws -> [ExportRow] {
    try shipped.reader.page(role: job.role, after: 0, filter: filter, limit: .max)
  }

  func close() {
    try? shipped.store.close()
    provider.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  static func article(_ number: Int) -> Article {
    let paragraph = "Paragraph of article \(number): the chain squeaks, and oil will not cure it. "
    return Article(
      id: "a\(number)", title: "Article \(number)",
      body: String(repeating: paragraph, count: 8))
  }

  private static func job(attempts: Int) throws -> Job {
    let file = SampleJob.file(request: "stream: false", attempts: attempts)
    return try JobFile.read(file, file: "rewrite.yaml").job
  }
}
