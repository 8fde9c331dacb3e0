import ArgumentParser
import BatchCore
import Foundation

/// `batch run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Work through the queue.",
    discussion: """
      Asks the first model of the role's job file; answers that are not usable go to the next, \
      more reliable one. At most 5 requests are in flight. Everything received is on disk before \
      more is asked; after a crash, the same command goes on.

      Ctrl-C lets the requests in flight finish; a second one cuts them off. A closed terminal \
      does not end the run. From another one: batch status, pause, resume, cancel, retry, \
      enqueue, and batch set --concurrency N or --max-cost USD.

      With --max-cost the queue never costs more, over all its runs: before each request the most it \
      may cost is set aside, and where that does not fit any more, the run pauses before anything is \
      sent. A cost that is not known yet counts in full. Models without a fixed price are not asked.

        batch run --role rewrite
        batch run --role rewrite --limit 20   try it on 20 articles first
        batch run --role rewrite --wait       stay when credits run out
        batch run --role rewrite --lane batch half the price, within a day
        batch run --role rewrite --max-cost 20
        batch run --role rewrite --redo-stale after a change of the prompt

      After a change of the prompt, the schema, the sections or the parameters of the job file, \
      --redo-stale makes the results of the earlier ones anew, and no other. Each is kept until \
      the new one is stored; with --limit N, only N are put back.

      --lane batch sends new tasks to the provider's batch endpoint and takes the answers in when \
      they come; what a batch leaves unanswered, and all of it where there is no such endpoint, \
      is asked for at once. Ctrl-C leaves batches at the provider, and the next run takes them in.

      On a terminal a block shows how far the work is, its rate, the time left and the cost, and \
      what holds it up; notices stand above it. Without one, with --plain or with TERM=dumb a line \
      is written every 30 s, and no cursor is moved.

      --notify runs a command through /bin/sh when the run pauses, when it goes on, when it ends and \
      when little balance is left. Its environment says what happened: BATCH_EVENT (paused, \
      resumed, ended, lowBalance), BATCH_REASON, BATCH_MESSAGE, BATCH_REMEDY, BATCH_UNTIL, \
      BATCH_STATUS, BATCH_ROLES, BATCH_TOTAL, BATCH_DONE, BATCH_FAILED, BATCH_TO_DO, \
      BATCH_COST_USD and BATCH_PROJECTED_COST_USD. It is not handed the API key, and what becomes \
      of it does not matter to the run.

        batch run --role rewrite --notify 'mail -s "$BATCH_EVENT" me@example.org'

      Exit status: 0 all done, nothing to do, or the limit reached; 1 some tasks failed; 64 a \
      wrong option or address; 66 no queue; 69 provider never reached; 74 disk; 75 paused or busy, \
      run again later; 77 key refused; 78 bad job file or model; 130 interrupted.
      """)

  @Option(parsing: .upToNextOption, help: "Whose work: the name of a job file.")
  var role: [String]
  @Option(help: ArgumentHelp("Requests in flight at most, 1 to 200.", valueName: "n"))
  var concurrency = 5
  @Option(help: ArgumentHelp("End after this many finished tasks.", valueName: "n"))
  var limit: Int?
  @Option(help: ArgumentHelp("Use this one model instead of the job's ladder.", valueName: "id"))
  var model: String?
  @OptionGroup var budget: BudgetOptions
  @Option(help: ArgumentHelp("New tasks in this order.", valueName: "input|shortest"))
  var order: TaskOrder = .input
  @Option(
    help: ArgumentHelp(
      "At once, or at half the price within a day.", valueName: "live|batch"))
  var lane: Lane = .live
  @Flag(help: "Make the results of earlier prompts anew, too.") var redoStale = false
  @Flag(help: "Stay at a pause that needs a person, and probe until it is over.") var wait = false
  @Flag(help: "End at every pause, also at one that ends by itself.") var noWait = false
  @Flag(help: "The status document on standard output at the end.") var json = false
  @Flag(help: "A line for every request that ends and every change of a learned pace.")
  var verbose = false
  @OptionGroup var announcements: AnnouncementOptions
  @OptionGroup var plain: PlainOptions
  @OptionGroup var queue: QueueOptions
  @OptionGroup var look: LookOptions
  @OptionGroup var jobs: JobOptions
  @OptionGroup var provider: ProviderOptions

  enum Lane: String, ExpressibleByArgument, CaseIterable { case live, batch }
  enum TaskOrder: String, ExpressibleByArgument, CaseIterable { case input, shortest }

  func validate() throws {
    guard !role.isEmpty else { throw ValidationError("Say whose work: --role rewrite") }
    guard (1...200).contains(concurrency) else {
      throw ValidationError("--concurrency takes 1 to 200.")
    }
    guard limit ?? 1 > 0 else { throw ValidationError("--limit takes 1 or more.") }
    guard !(wait && noWait) else { throw ValidationError("Take --wait or --no-wait, not both.") }
    if let model, !model.contains("/") || model.contains(where: \.isWhitespace) {
      throw ValidationError("A model's id is author/name, such as openai/gpt-4o-mini.")
    }
  }

  func run() throws {
    try reporting {
      let session = try session()
      let conclusion = try session.run()
      for line in RunSummary.lines(conclusion, roles: role) { Terminal.talk(printable(line)) }
      defer { conclusion.announce() }
      if json { try Terminal.emit(json: conclusion.report) }
      return conclusion.status
    }
  }

  private func session() throws -> RunSession {
    let shelf = JobShelf(jobs)
    var seen: Set<String> = []
    let jobs = try role.filter { seen.insert($0).inserted }.map { role in
      try shelf.job(for: role, only: model)
    }
    let settings = DispatchSettings(
      lanes: jobs.flatMap { job in
        model == nil
          ? DispatchSettings.lanes(role: job.role, ladder: job.ladder)
          : DispatchSettings.lanes(role: job.role, keepingRungsOf: job.ladder)
      },
      order: order == .input ? .input : .shortest,
      patience: wait ? .wait : noWait ? .noWait : .ordinary, limit: limit)
    return RunSession(
      database: queue.path, jobs: jobs, base: try provider.address(), key: try provider.key(),
      concurrency: concurrency, settings: settings, keepsRungs: model != nil,
      usesBatches: lane == .batch, redoesStale: redoStale, budget: budget.change,
      managementKey: provider.managementKey(),
      isVerbose: verbose, command: announcements.command, rings: announcements.bell)
  }
}
