import BatchCore
import BatchEngine
import BatchSQLite
import BatchZlib
import Foundation
import Simulator

/// The main job in small: enqueue, run into an empty balance, top up, go on, status, export - with
/// the shipped transport and store, and a simulator in the provider's place.
struct DemoStage {
  private let folder: String
  private let simulated: RunningSimulator
  private let key: APIKey
  private let base: BaseURL

  private var database: String { folder + "/demo.sqlite" }
  private var articles: String { folder + "/articles.jsonl" }
  private var rewritten: String { folder + "/rewritten.jsonl" }

  init(folder: String?) throws {
    self.folder = try Self.make(folder)
    do {
      simulated = try Simulator.launch(Self.settings)
      key = try APIKey("sk-or-demo")
      base = try BaseURL(simulated.baseURL)
    } catch {
      throw Complaint("the simulator cannot be started: \(error)", .internalFault)
    }
  }

  func close() { simulated.stop() }

  /// Plays the whole way and shows it; done only if every article was rewritten and exported.
  func play() throws -> ExitStatus {
    say("The whole way in small, against a simulator on this machine: no key, no network, no cost.")
    let count = try enqueue()
    say("\n$ batch run --role rewrite")
    say("(It throttles, fails, answers prose, and its balance runs out half-way.)")
    let first = try work()
    guard case .paused = first.ending else { return unexpected("did not pause", first) }
    say(
      "\nToo little credit, so everything waits: nothing is lost. Now a top-up, and the same command again."
    )
    simulated.simulator.topUp(usd: 5)
    say("\n$ batch run --role rewrite")
    let second = try work()
    guard second.status == .done else { return unexpected("did not finish", second) }
    try showStatus()
    try showEscalated()
    return try export(count)
  }

  private func enqueue() throws -> Int {
    try Data(PackageResources.articles_jsonl).write(to: URL(fileURLWithPath: articles))
    say("\n$ batch enqueue articles.jsonl")
    let work = EnqueueWork(
      files: [articles], fields: FieldNames(), update: false, rejects: nil, json: false,
      database: database)
    let status = try work.run(stop: AbortFlag()) { path throws(StoreFailure) in
      try SQLiteTaskStore.open(path: path, purpose: .enqueue, create: true)
    }
    guard status == 0 else { throw Complaint("the samples could not be queued", .internalFault) }
    return PackageResources.articles_jsonl.count { $0 == 0x0A }
  }

  private func work() throws -> RunSession.Conclusion {
    let job = try JobShelf.stockJob("rewrite")
    let session = RunSession(
      database: database, jobs: [job], base: base, key: key,
      settings: DispatchSettings(
        lanes: DispatchSettings.lanes(role: job.role, ladder: job.ladder)),
      managementKey: Self.managementKey)
    let conclusion = try session.run()
    for line in RunSummary.lines(conclusion, roles: [job.role]).prefix(2) { say(printable(line)) }
    return conclusion
  }

  private func showStatus() throws {
    say("\n$ batch status")
    let now = Timestamp(Date())
    let reader = try SQLiteQueueReader.open(path: database)
    let report = try StatusReport(of: reader, database: "demo.sqlite", now: now)
    let lines = StatusText(report: report, knownRoles: ["rewrite"], now: now)
      .lines(Terminal.talkStyle)
    for line in lines.prefix(while: { !$0.hasPrefix("Take it out") }) { say(line) }
  }

  /// One article whose first model answered prose: how it came to be done all the same.
  private func showEscalated() throws {
    let reader = try SQLiteQueueReader.open(path: database)
    for row in try reader.page(role: "rewrite", after: 0, filter: .done, limit: 1000) {
      let history = try reader.history(article: row.id)
      guard history.tasks.contains(where: { $0.record.rung > 0 }) else { continue }
      say("\n$ batch show \(row.id)")
      let lines = ArticleText(history, database: database, now: Timestamp(Date())).lines
      for line in lines.prefix(while: { $0 != "Before:" }) { say(line) }
      return
    }
  }

  private func export(_ count: Int) throws -> ExitStatus {
    say("$ batch export --role rewrite -o rewritten.jsonl")
    let file = try OutputFile(path: rewritten)
    let reader = try SQLiteQueueReader.open(path: database)
    let exporter = Exporter(reader: reader, role: "rewrite")
    let written = try exporter.lines { try file.append($0) }.written
    try file.finish()
    let ledger = simulated.simulator.summary
    say(
      """
      \(Wording.grouped(written)) of \(Wording.counted(count, "article")) written.

      The simulator saw \(Wording.counted(ledger.requests, "request")), never more than \
      \(ledger.maxInFlight) at once.
      Look around: batch status --database \(database)
      Your own articles: batch enqueue articles.jsonl, then batch run --role rewrite
      """)
    return written == count && ledger.maxInFlight <= 5 ? .done : .internalFault
  }

  private func unexpected(_ what: String, _ conclusion: RunSession.Conclusion) -> ExitStatus {
    say("batch: the demo \(what): \(conclusion.ending)")
    return conclusion.status == .done ? .internalFault : conclusion.status
  }

  private func say(_ text: String) { Terminal.talk(text) }

  private static func make(_ folder: String?) throws -> String {
    let path =
      folder
      ?? FileManager.default.temporaryDirectory.appendingPathComponent("batch-demo-\(UUID())").path
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: false,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw Complaint(
        "the folder \(printable(path)) cannot be made: it exists, or its parent does not.",
        .cannotCreate)
    }
    return path
  }

  /// For what the account holds, which the key of a run cannot see.
  private static let managementKey = try? APIKey("sk-or-management")

  /// The balance is worth about half of the samples.
  private static var settings: SimulatorSettings {
    var settings = SimulatorSettings()
    settings.latency = .fixed(60)
    settings.balance = Picodollars(usd: Decimal(string: "0.013") ?? 0)
    if let managementKey { settings.managementKeys = [managementKey.secret] }
    settings.faults = [
      FaultRule(.rateLimited(.retryAfter, seconds: 1), requests: 8...10),
      FaultRule(.overloaded(retryAfter: nil), requests: 13...13),
      FaultRule(.errorInside(code: 502), requests: 15...15),
      FaultRule(.empty, requests: 17...17),
      FaultRule(.prose, requests: 5...5),
      FaultRule(.fencedJSON, requests: 6...6),
      FaultRule(.missingField, requests: 19...19),
      FaultRule(.cut(afterBytes: 120), requests: 12...12),
    ]
    return settings
  }
}
