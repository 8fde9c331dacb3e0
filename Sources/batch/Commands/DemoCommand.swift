import ArgumentParser
import BatchCore
import BatchEngine
import Foundation
import Simulator

/// `batch demo`.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "See all of it work against a built-in simulator: no key, no network, no cost.",
    discussion: """
      Queues 40 sample articles and rewrites them through a simulated OpenRouter on this machine, \
      which throttles, fails, answers prose and runs out of credits half-way, as the real one \
      may. The queue and the result stay in a folder, to be looked at with the other commands.

        batch demo
        batch demo --folder demo

      Exit status: 0 all articles rewritten; 70 not so; 73 the folder cannot be made.
      """)

  @Option(help: "Where to work; must not exist yet (default: a new temporary folder).")
  var folder: String?
  @OptionGroup var look: LookOptions

  func run() throws {
    Signals.ignoreDeaths()
    try reporting {
      let stage = try DemoStage(folder: folder)
      defer { stage.close() }
      return try stage.play()
    }
  }
}
