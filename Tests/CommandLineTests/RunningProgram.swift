import Foundation
import Glibc
import TestSupport

/// One invocation of a program, its output kept in files so that no pipe can fill up.
///
/// It starts with a clean signal mask and no descriptor but the three standard ones, whatever the
/// thread that starts it: a child of Foundation's `Process` would keep blocked signals pending.
final class RunningProgram {
  let pid: pid_t
  private let capture: TemporaryFolder
  private var ended: Int32?

  /// - Parameters:
  ///   - path: of the program; its arguments follow without it.
  ///   - output: a descriptor of the test's own in place of the file, such as a pipe's end.
  ///   - talk: the same for standard error.
  init(
    _ path: String, _ arguments: [String], in folder: TemporaryFolder,
    _ environment: [String: String], input: String? = nil, output: Int32? = nil, talk: Int32? = nil
  ) throws {
    let capture = try TemporaryFolder()
    let inputPath = try input.map { try capture.write($0, to: "in") } ?? "/dev/null"
    let actions = FileActions()
    actions.open(STDIN_FILENO, inputPath, O_RDONLY)
    actions.use(output, as: STDOUT_FILENO, elseFile: capture.file("out"))
    actions.use(talk, as: STDERR_FILENO, elseFile: capture.file("err"))
    self.capture = capture
    pid = try actions.spawn(path, arguments, in: folder.path, environment)
  }

  deinit {
    guard isRunning else { return }
    kill(pid, SIGKILL)
    waitpid(pid, nil, 0)
  }

  var isRunning: Bool {
    if ended != nil { return false }
    var status: Int32 = 0
    guard waitpid(pid, &status, WNOHANG) == pid else { return true }
    ended = Self.exitStatus(status)
    return false
  }

  /// Sends a signal; SIGKILL is what a power cut looks like from inside.
  func signal(_ number: Int32) { kill(pid, number) }

  /// What it has said on standard error so far.
  var talk: String { text("err") }
  var output: String { text("out") }

  /// Blocks until it has ended; a signal's number is given as 128 + number, as a shell does. After
  /// ten minutes it is killed, so that a program that hangs fails one test only.
  @discardableResult
  func wait() -> BatchProgram.Ending {
    if !Self.wait(atMost: 600, until: { !isRunning }) {
      signal(SIGKILL)
      _ = Self.wait(until: { !isRunning })
    }
    return BatchProgram.Ending(status: ended ?? -1, output: output, talk: talk)
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

  private func text(_ name: String) -> String {
    String(
      decoding: FileManager.default.contents(atPath: capture.file(name)) ?? Data(), as: UTF8.self)
  }

  /// `WIFEXITED` and its kin are macros that Swift does not see.
  private static func exitStatus(_ status: Int32) -> Int32 {
    status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }
}
