import Foundation
import Glibc

/// A program that was started, and what it took.
struct Child {
  /// What a program took from its start to its end.
  struct Usage {
    var status: Int32
    var seconds: Double
    /// Of all its threads, in user and system mode.
    var processorSeconds: Double
    /// The most memory it had, in MB; looked at each few milliseconds, 0 if it was gone before.
    var peakMegabytes: Double
  }

  struct Failed: Error, CustomStringConvertible {
    var description: String
  }

  let pid: pid_t
  private let start: ContinuousClock.Instant

  /// Starts a program in a folder; it reads nothing, and what it says goes to a file there.
  ///
  /// - Parameter output: path of the file for its standard output; nil: nowhere.
  init(
    _ program: String, _ arguments: [String], in folder: String,
    environment: [String: String] = [:], output: String? = nil
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output ?? "/dev/null", flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "\(folder)/talk", flags, 0o600)
    let known = ["PATH": "/usr/bin:/bin", "HOME": folder, "TMPDIR": folder]
    let settings = known.merging(environment) { $1 }.map { "\($0.key)=\($0.value)" }
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    var variables = settings.map { strdup($0) } + [nil]
    defer { for word in words + variables { free(word) } }
    // The child's: every path of this program's own is absolute.
    guard chdir(folder) == 0 else { throw Failed(description: "\(folder): \(errno)") }
    var pid: pid_t = 0
    start = .now
    let code = posix_spawn(&pid, program, &actions, nil, &words, &variables)
    guard code == 0 else {
      throw Failed(description: "\(program): \(String(cString: strerror(code)))")
    }
    self.pid = pid
  }

  /// Runs a program to its end.
  ///
  /// - Throws: `Failed` if it ended with another status than 0 or one of those allowed.
  @discardableResult
  static func run(
    _ program: String, _ arguments: [String], in folder: String,
    environment: [String: String] = [:], output: String? = nil, allowing: Set<Int32> = []
  ) throws -> Usage {
    let child = try Child(
      program, arguments, in: folder, environment: environment, output: output)
    let usage = child.wait()
    guard usage.status == 0 || allowing.contains(usage.status) else {
      let talk = (try? String(contentsOfFile: "\(folder)/talk", encoding: .utf8)) ?? ""
      throw Failed(
        description: "\(program) \(arguments.first ?? "") ended with \(usage.status): "
          + talk.suffix(500))
    }
    return usage
  }

  /// Waits for its end.
  func wait() -> Usage {
    var status: Int32 = 0
    var usage = rusage()
    var peak = 0.0
    while wait4(pid, &status, WNOHANG, &usage) == 0 {
      peak = max(peak, residentPeak)
      var span = timespec(tv_sec: 0, tv_nsec: 2_000_000)
      nanosleep(&span, nil)
    }
    let span = start.duration(to: .now)
    let isExit = status & 0x7f == 0
    return Usage(
      status: isExit ? (status >> 8) & 0xff : 128 + (status & 0x7f), seconds: span.inSeconds,
      processorSeconds: usage.ru_utime.inSeconds + usage.ru_stime.inSeconds, peakMegabytes: peak)
  }

  /// Of the kernel's own account: `ru_maxrss` would also count what the starting process had.
  private var residentPeak: Double {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
    else { return 0 }
    return kilobytes / 1024
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

extension timeval {
  var inSeconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}
