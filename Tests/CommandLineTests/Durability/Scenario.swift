import Foundation
import Glibc
import Simulator
import TestSupport
import Testing

/// A command, and the queue that it finds.
enum Scenario: String, CaseIterable, CustomTestStringConvertible {
  /// `enqueue` that makes the queue, and into one that others filled before.
  case create, enqueue
  case run
  case pause, resume, retry
  /// The first change of a queue that is a backup.
  case restored
  /// A queue of an older version, and one of a newer.
  case migrate, newer
  case backup, export

  var testDescription: String { rawValue }

  /// How many of about a hundred trials are its own.
  var share: Int {
    switch self {
    case .run: 26
    case .create, .enqueue, .migrate, .backup, .export: 10
    case .pause, .resume, .retry, .restored: 6
    case .newer: 2
    }
  }

  /// Whether the same command may meet trouble again as it goes on after a death.
  var isTroubledTwice: Bool { [.create, .enqueue, .run, .migrate].contains(self) }

  /// The command's words; the migration is no command of its own.
  var words: [String] {
    switch self {
    case .create, .enqueue, .newer: ["enqueue", "articles.jsonl"]
    case .run: ["run", "--role", "rewrite", "--verbose"]
    case .pause, .restored: ["pause"]
    case .resume: ["resume"]
    case .retry: ["retry", "--role", "rewrite"]
    case .migrate: Self.migration
    case .backup: ["backup", "disk/copy.sqlite"]
    case .export: ["export", "--role", "rewrite", "-o", "disk/out.jsonl"]
    }
  }

  /// This test process once more, as the program that migrates.
  private static let migration = [
    "--testing-library", "swift-testing", "--filter", "MigratingProgram",
  ]
  static let oldText = "what was exported before\n"
  /// Articles that were queued before.
  static let before = 10
  /// Articles of the retry that failed before.
  static let failed = 3

  func trial(_ bench: TrialBench, _ trouble: Trouble, number: Int) throws -> Trial {
    guard self == .migrate else {
      return try bench.meet(trouble, number: number, BatchProgram.path, words)
    }
    let itself = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return try bench.meet(
      trouble, number: number, itself, words, [MigratingProgram.variable: bench.queue])
  }

  /// Fills the folder that each trial begins with.
  func prepare(_ bench: TrialBench) throws {
    let batch = bench.batch
    switch self {
    case .create:
      break
    case .enqueue:
      try batch.folder.write(SampleArticles.lines(Self.before), to: "before.jsonl")
      try expect(batch, "enqueue", "before.jsonl")
    case .run, .pause:
      try expect(batch, "enqueue", "articles.jsonl")
    case .newer:
      try expect(batch, "enqueue", "articles.jsonl")
      try batch.query("PRAGMA journal_mode = delete; PRAGMA user_version = 99")
    case .restored:
      try expect(batch, "enqueue", "articles.jsonl")
      try expect(batch, "backup", "copy.sqlite")
      _ = try batch.shell("rm disk/batch.sqlite* && mv copy.sqlite disk/batch.sqlite")
    case .resume:
      try expect(batch, "enqueue", "articles.jsonl")
      try expect(batch, "pause")
    case .retry:
      bench.provider.simulator.setFaults(
        (1...Self.failed).map { FaultRule(.moderated, article: "<title>Article \($0)<") })
      try expect(batch, "enqueue", "articles.jsonl")
      _ = try batch.run("run", "--role", "rewrite")
    case .migrate, .backup:
      try expect(batch, "enqueue", "articles.jsonl")
      try expect(batch, "run", "--role", "rewrite")
    case .export:
      try expect(batch, "enqueue", "articles.jsonl")
      try expect(batch, "run", "--role", "rewrite")
      try batch.folder.write(Self.oldText, to: "disk/out.jsonl")
    }
    try bench.keep()
  }

  private func expect(_ batch: BatchProgram, _ words: String...) throws {
    let ending = try batch.run(words)
    guard ending.status == 0 else { throw BatchProgram.Unexpected(ending.talk) }
  }
}
