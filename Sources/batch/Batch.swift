import ArgumentParser
import BatchCore

/// The command line.
@main
struct Batch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Rewrite and analyse thousands of articles through OpenRouter, unattended.",
    discussion: """
      Queue the articles, run a role over them, take the results out. Nothing that was received \
      is lost, nothing on disk is paid again: after a crash, an empty balance or a closed \
      terminal, the same command goes on.

        batch enqueue articles.jsonl
        batch run --role rewrite
        batch status
        batch export --role rewrite -o rewritten.jsonl

      See it work without a key: batch demo
      """,
    version: ProductVersion.number,
    subcommands: [
      Enqueue.self, Check.self, EstimateCommand.self, Models.self, RunCommand.self, Status.self,
      Failures.self,
      Export.self, ReportCommand.self, Show.self, Retry.self, PauseCommand.self, ResumeCommand.self,
      Cancel.self, SetCommand.self, DashboardCommand.self, Backup.self, Verify.self, Prune.self,
      Demo.self,
    ])

  static func main() {
    if let word = CommandLine.arguments.dropFirst().first, isUnknown(word) {
      let near = nearest(word, in: names).map { " Did you mean \($0)?" } ?? ""
      Terminal.complain("There is no command \(printable(word)).\(near) All of them: batch --help")
      exit(withError: ExitStatus.usage.exitCode)
    }
    main(nil)
  }

  private static var names: [String] {
    configuration.subcommands.map { $0._commandName } + ["help"]
  }

  private static func isUnknown(_ word: String) -> Bool {
    !word.hasPrefix("-") && !names.contains(word)
  }
}
