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
      Enqueue.self, RunCommand.self, Status.self, Export.self, Show.self, Retry.self, Backup.self,
      Verify.self, Demo.self,
    ])
}
