import Foundation
import Glibc
import Simulator
import TestSupport

/// A queue in a folder of its own, put back before each trial, and a program that meets trouble
/// there.
struct TrialBench {
  var batch: BatchProgram
  private(set) var provider: RunningSimulator
  /// How many articles there are in the end.
  static let articles = 24

  init() throws {
    provider = try Simulator.launch()
    batch = try BatchProgram(baseURL: provider.baseURL)
    batch.environment["BATCH_DATABASE"] = "disk/batch.sqlite"
    try FileManager.default.createDirectory(
      atPath: disk, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try batch.folder.write(SampleArticles.lines(Self.articles), to: "articles.jsonl")
  }

  var disk: String { batch.folder.file("disk") }
  var queue: String { disk + "/batch.sqlite" }

  /// Keeps the folder as it is, to begin each trial with.
  func keep() throws {
    try FileManager.default.copyItem(atPath: disk, toPath: batch.folder.file("kept"))
  }

  /// Begins anew, at a provider that has seen nothing.
  mutating func restore() throws {
    let copy = try batch.shell("rm -rf disk *.unsaved && cp -a kept disk")
    guard copy.status == 0 else { throw BatchProgram.Unexpected(copy.talk) }
    provider.stop()
    provider = try Simulator.launch()
    batch.environment["OPENROUTER_BASE_URL"] = provider.baseURL
  }

  /// Lets a program meet trouble, to its end.
  func meet(
    _ trouble: Trouble, number: Int, _ program: String, _ words: [String],
    _ variables: [String: String] = [:]
  ) throws -> Trial {
    let report = batch.folder.file("report")
    unlink(report)
    var environment = batch.environment.merging(variables) { $1 }
    if case .storage(let fault) = trouble {
      environment.merge(fault.variables) { $1 }
      environment["LD_PRELOAD"] = Self.faults
      environment["STORAGE_FOLDER"] = disk
      environment["STORAGE_REPORT"] = report
    }
    let start = ContinuousClock.now
    let running = try RunningProgram(program, words, in: batch.folder, environment)
    Self.see(running, through: trouble)
    let ending = running.wait()
    let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
    let lines = (try? batch.folder.read("report"))?.split(separator: "\n").map(String.init)
    return Trial(
      number: number, trouble: trouble, ending: ending, report: lines ?? [],
      milliseconds: milliseconds)
  }

  /// A run that cannot write waits for better times; there are none, so it is told to end.
  private static func see(_ running: RunningProgram, through trouble: Trouble) {
    switch trouble {
    case .kill(let milliseconds):
      usleep(UInt32(milliseconds * 1000))
      running.signal(SIGKILL)
    case .storage(let fault) where fault.refusal?.isForEver == true:
      let waits = RunningProgram.wait(atMost: 60) {
        running.talk.contains("Trying again every second.") || !running.isRunning
      }
      if waits, running.isRunning { running.signal(SIGTERM) }
      _ = RunningProgram.wait(atMost: 60) { !running.isRunning }
    case .storage, .nothing:
      _ = RunningProgram.wait(atMost: 60) { !running.isRunning }
    }
    // What still runs hangs, which shows as a death without a cause.
    if running.isRunning { running.signal(SIGKILL) }
  }

  /// The library beside the programs.
  private static let faults = URL(fileURLWithPath: BatchProgram.path)
    .deletingLastPathComponent().appendingPathComponent("libStorageFaults.so").path
}
