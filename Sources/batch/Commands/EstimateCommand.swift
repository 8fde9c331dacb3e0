import ArgumentParser
import BatchCore
import Foundation

/// `batch estimate`.
struct EstimateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimate",
    abstract: "Forecast tokens, cost and time of what is queued, at no cost.",
    discussion: """
      From the texts' length and scripts, the job files and the provider's prices; once there are \
      answers, from what they have really used. Compared with the account's balance \
      (OPENROUTER_MANAGEMENT_KEY), the key's limit and --max-cost. It sends no article and changes \
      nothing; a key is not needed.

        batch estimate --role rewrite
        batch estimate --role rewrite --model openai/gpt-4o
        batch estimate --role rewrite --lane batch
        batch estimate --json | jq .costUSD

      Exit status: 0; 64 a wrong option or address; 65 not our database; 66 no database; 74 disk; \
      78 bad job file.
      """)

  @Option(
    parsing: .upToNextOption,
    help: "Whose work (default: the roles run here so far, else all job files).")
  var role: [String] = []
  @Option(
    help: ArgumentHelp("As with this one model instead of the job's ladder.", valueName: "id"))
  var model: String?
  @Option(
    help: ArgumentHelp(
      "As at once, or as in batches at half the price.", valueName: "live|batch"))
  var lane: RunCommand.Lane = .live
  @Option(help: ArgumentHelp("As with so many requests in flight, 1 to 200.", valueName: "n"))
  var concurrency: Int?
  @Flag(help: "One JSON document on standard output.") var json = false
  @OptionGroup var queue: QueueOptions
  @OptionGroup var jobs: JobOptions
  @OptionGroup var provider: ProviderOptions
  @OptionGroup var look: LookOptions

  func validate() throws {
    guard (1...200).contains(concurrency ?? 1) else {
      throw ValidationError("--concurrency takes 1 to 200.")
    }
    if let model, !model.contains("/") || model.contains(where: \.isWhitespace) {
      throw ValidationError("A model's id is author/name, such as openai/gpt-4o-mini.")
    }
  }

  func run() throws {
    Signals.ignoreDeaths()
    try reporting {
      let work = EstimateWork(
        reader: try QueueFile.reader(queue), database: queue.path, base: try provider.address(),
        key: try? provider.readKey(), managementKey: provider.managementKey(),
        now: Timestamp(Date()))
      let report = try work.report(
        jobs: try chosenJobs(work.reader), usesBatches: lane == .batch, concurrency: concurrency)
      if json {
        try Terminal.emit(json: report)
      } else {
        try Terminal.emit(EstimateText(report).lines(Terminal.showStyle))
      }
      return .done
    }
  }

  private func chosenJobs(_ reader: any QueueReader) throws -> [Job] {
    let shelf = JobShelf(jobs)
    var roles = role
    if roles.isEmpty { roles = try reader.figures(now: Timestamp(Date())).roles.map(\.role) }
    if roles.isEmpty { roles = shelf.usedRoles }
    var seen: Set<String> = []
    return try roles.filter { seen.insert($0).inserted }.map { role in
      try shelf.job(for: role, only: model)
    }
  }
}
