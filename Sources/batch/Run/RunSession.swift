import BatchAssembly
import BatchControl
import BatchCore
import BatchEngine
import BatchSQLite
import Foundation
import Glibc

/// One run of the command: the shipped parts, its signals, and what it shows.
struct RunSession {
  var database: String
  var jobs: [Job]
  var base: BaseURL
  var key: APIKey
  var concurrency = 5
  var settings: DispatchSettings
  /// Tasks stay on their rungs: the run's one model is not the job's ladder.
  var keepsRungs = false
  /// New tasks go through the provider's batch endpoint.
  var usesBatches = false
  /// Results of earlier prompts are made anew.
  var redoesStale = false
  /// What the queue may cost, where that is said anew.
  var budget = BudgetChange()
  /// For the balance, which an ordinary key cannot see.
  var managementKey: APIKey?
  /// Says a line for every request that ends.
  var isVerbose = false
  /// Sees every event, beside the progress display.
  var observe: @Sendable (RunEvent) -> Void = { _ in }

  struct Conclusion {
    var ending: RunEnding
    var status: ExitStatus
    var report: StatusReport
  }

  /// Works until the run ends; says on standard error what happens meanwhile.
  func run() throws -> Conclusion {
    Signals.ignoreDeaths()
    let shipped = try ShippedParts(database: database)
    let reader = shipped.reader
    let control = control(shipped.store, reader)
    defer { control?.stop() }
    let display = ProgressDisplay(
      reader: reader, database: database, roles: jobs.map(\.role), isVerbose: isVerbose)
    let observe = observe
    let parts = shipped.parts { event in
      display.show(event)
      observe(event)
    }
    if !budget.isEmpty { _ = try shipped.store.change(budget) }
    let watch = BalanceWatch(
      base: base, key: key, managementKey: managementKey, reader: reader, say: parts.say)
    let planner = try shipped.planner(jobs: jobs, base: base, key: key, say: parts.say)
    let run = try Run(
      record, settings: settings, keepsRungs: keepsRungs, usesBatches: usesBatches,
      redoesStale: redoesStale, planner: planner, parts: parts)
    control?.attach(run)
    let signals = Signals([SIGINT, SIGTERM]) { run.stop() }
    signal(SIGHUP, SIG_IGN)
    watch.start()
    defer { watch.stop() }
    display.start()
    let ending = run.work()
    signals.cancel()
    control?.stop()
    display.stop()
    return try conclude(ending, run, shipped.store, reader)
  }

  /// Listens for other terminals; a run that nobody can steer is better than none.
  private func control(_ store: SQLiteTaskStore, _ reader: SQLiteQueueReader) -> ControlServer? {
    do throws(ControlFailure) {
      return try ControlServer.start(path: ControlAddress.socket(of: store.file)) {
        let report = try? StatusReport(of: reader, database: database, now: Timestamp(Date()))
        return report.flatMap { try? Array(JSONEncoder().encode($0)) }
      }
    } catch {
      Terminal.talk(
        printable(
          "Other terminals cannot steer this run: \(error.reason). It works without; Ctrl-C stops it."
        ))
      return nil
    }
  }

  private var record: RunRecord {
    RunRecord(
      pid: getpid(), host: ProcessInfo.processInfo.hostName, startedAt: Timestamp(Date()),
      concurrency: concurrency, jobs: jobs)
  }

  private func conclude(
    _ ending: RunEnding, _ run: Run, _ store: SQLiteTaskStore, _ reader: SQLiteQueueReader
  ) throws -> Conclusion {
    let now = Timestamp(Date())
    var figures = try reader.figures(now: now)
    figures.run = nil
    let mine = figures.roles.filter { role in jobs.contains { $0.role == role.role } }
    let status = ExitStatus(ending, failed: mine.reduce(0) { $0 + $1.failed })
    run.close(exit: status.rawValue)
    try? store.close()
    return Conclusion(
      ending: ending, status: status,
      report: StatusReport(figures, database: database, now: now))
  }
}
