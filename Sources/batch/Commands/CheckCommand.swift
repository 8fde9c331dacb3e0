import ArgumentParser
import BatchCore
import Foundation

/// `batch check`.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check job files, key, models, queue and balance before money is spent.",
    discussion: """
      Reads the job files, asks the provider for its models and what it says of the key, and looks \
      at the queue: what its work is likely to cost (batch estimate tells more), whether the balance \
      (OPENROUTER_MANAGEMENT_KEY), the key's limit and --max-cost are enough for it, whether the \
      longest article fits, and whether the disk has room. It sends no article and changes nothing.

        batch check
        batch check --role rewrite
        batch check --json | jq -r '.findings[] | select(.level == "error")'

      Exit status: 0 well, or warnings only; 65 not our database; 66 the queue named with \
      --database is missing; 69 provider not reached; 73 the folder cannot be written; 77 the key \
      cannot be used; 78 bad job file or model. Of several, the first of 74, 73, 65, 66, 78, 77, 69.
      """)

  @Option(
    parsing: .upToNextOption,
    help: "Whose job files (default: all in the folder, else the stock jobs).")
  var role: [String] = []
  @Flag(help: "One JSON document on standard output.") var json = false
  @OptionGroup var queue: QueueOptions
  @OptionGroup var jobs: JobOptions
  @OptionGroup var provider: ProviderOptions
  @OptionGroup var look: LookOptions

  func run() throws {
    Signals.ignoreDeaths()
    try reporting {
      let roles = role.isEmpty ? JobShelf(jobs).usedRoles : role
      let work = CheckWork(
        roles: roles, shelf: JobShelf(jobs), queue: queue, base: try provider.address(),
        key: Result { () throws(APIKey.Mistake) in try provider.readKey() },
        managementKey: provider.managementKey(), nextRoles: role.isEmpty ? nil : role)
      let facts = work.facts(now: Timestamp(Date()))
      let report = CheckReport(facts.findings)
      if json {
        try Terminal.emit(json: report)
      } else {
        let steps = NextSteps(database: queue.path)
        let next =
          facts.hasArticles
          ? steps.run(roles.suggested.first ?? "rewrite") : steps.enqueue
        try Terminal.emit(report.lines(Terminal.showStyle, next: next))
      }
      return ExitStatus(rawValue: report.exitStatus) ?? .internalFault
    }
  }
}
