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
  /// Told when the run pauses, goes on or ends, and when little balance is left.
  var command: ShellCommand?
  /// The terminal's bell rings at the same moments.
  var rings = false

  struct Conclusion {
    var ending: RunEnding
    var status: ExitStatus
    var report: StatusReport
    fileprivate var announcer: Announcer?

    /// Tells of the end, and blocks until all has been told. A signal ends that at once: nothing is
    /// at stake any more.
    func announce() {
      for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
      announcer?.tell(Announcement(ending, status))
      announcer?.finish()
    }
  }

  /// Works until the run ends; says on standard error what happens meanwhile.
  func run() throws -> Conclusion {
    Signals.ignoreDeaths()
    let shipped = try ShippedParts(database: database)
    let reader = shipped.reader
    let control = control(shipped.store, reader)
    defer { control?.stop() }
    let display = ProgressDisplay(
      reader: reader, database: database, roles: jobs.map(\.role), limit: settings.limit,
      isVerbose: isVerbose)
    let announcer = announcer(reader, display)
    let (rings, roles, patience) = (rings, jobs.map(\.role), settings.patience)
    let parts = shipped.parts { event in
      display.show(event)
      guard let announcement = Announcement(event, of: roles, patience: patience) else { return }
      if rings { display.ring() }
      announcer?.tell(announcement)
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
    if rings { display.ring() }
    var conclusion = try conclude(ending, run, shipped.store, reader)
    conclusion.announcer = announcer
    return conclusion
  }

  private func announcer(_ reader: any QueueReader, _ display: ProgressDisplay) -> Announcer? {
    command.map {
      Announcer(
        $0, roles: jobs.map(\.role), database: database, reader: reader,
        secrets: [key.secret, managementKey?.secret ?? ""]
      ) { display.say($0) }
    }
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
