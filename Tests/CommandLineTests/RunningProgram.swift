import Foundation
import Glibc
import TestSupport

/// One invocation of a program, its output kept in files so that no pipe can fill up.
final class RunningProgram {
  private let process = Process()
  private let outputPath: String
  private let talkPath: String

  init(
    _ path: String, _ arguments: [String], in folder: TemporaryFolder,
    _ environment: [String: String], input: String? = nil
  ) throws {
    let name = UUID().uuidString
    outputPath = folder.file("\(name).out")
    talkPath = folder.file("\(name).err")
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    for path in [outputPath, talkPath] {
      try Data().write(to: URL(fileURLWithPath: path))
    }
    process.standardOutput = FileHandle(forWritingAtPath: outputPath)
    process.standardError = FileHandle(forWritingAtPath: talkPath)
    if let input {
      let inputPath = try folder.write(input, to: "\(name).in")
      process.standardInput = FileHandle(forReadingAtPath: inputPath)
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    try process.run()
  }

  var pid: pid_t { process.processIdentifier }
  var isRunning: Bool { process.isRunning }

  /// Sends a signal; SIGKILL is what a power cut looks like from inside.
  func signal(_ number: Int32) { kill(pid, number) }

  /// What it has said on standard error so far.
  var talk: String { (try? String(contentsOfFile: talkPath, encoding: .utf8)) ?? "" }
  var output: String { (try? String(contentsOfFile: outputPath, encoding: .utf8)) ?? "" }

  /// Blocks until it has ended; a signal's number is given as 128 + number, as a shell does.
  func wait() -> BatchProgram.Ending {
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    return BatchProgram.Ending(
      status: isSignal ? 128 + process.terminationStatus : process.terminationStatus,
      output: output, talk: talk)
  }

  /// Blocks until the condition holds; false if it did not within the time.
  static func wait(
    atMost seconds: Double = 60, until condition: () throws -> Bool
  ) rethrows -> Bool {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while try !condition() {
      if Date() > deadline { return false }
      usleep(2000)
    }
    return true
  }
}
