import BatchCore
import Dispatch
import Foundation
import Glibc

/// A command of the user's, for `/bin/sh -c`.
struct ShellCommand: Sendable {
  enum Failure: Equatable {
    case ended(status: Int32)
    case killed(signal: Int32)
    case tookTooLong(Duration)
    case notStarted(String)

    var words: String {
      switch self {
      case .ended(let status): "ended with status \(status)"
      case .killed(let signal): "was ended by signal \(signal)"
      case .tookTooLong(let limit):
        "was ended, as it took longer than \(Wording.span(seconds: Int(limit.inSeconds)))"
      case .notStarted(let reason): "cannot be started: \(reason)"
      }
    }
  }

  var text: String
  /// How long it may take.
  var limit: Duration

  private static let grace: Duration = .seconds(2)

  /// Runs it to its end, in a process group of its own, with no descriptor of ours: it reads
  /// nothing and what it writes is thrown away.
  ///
  /// - Returns: nil if it ended well.
  func run(_ environment: [String: String]) -> Failure? {
    switch spawn(environment) {
    case .failure(let refusal): return .notStarted(String(cString: strerror(refusal.code)))
    case .success(let child):
      let guardian = DispatchQueue(label: "batch.command")
      guardian.asyncAfter(deadline: .now() + Double(limit.inSeconds)) { child.end(SIGTERM) }
      guardian.asyncAfter(deadline: .now() + Double((limit + Self.grace).inSeconds)) {
        child.end(SIGKILL)
      }
      return failure(child.wait(), wasEnded: child.wasEnded)
    }
  }

  private func failure(_ status: Int32, wasEnded: Bool) -> Failure? {
    if wasEnded { return .tookTooLong(limit) }
    let signal = status & 0x7F
    if signal != 0 { return .killed(signal: signal) }
    let code = status >> 8 & 0xFF
    return code == 0 ? nil : .ended(status: code)
  }

  private struct Refusal: Error { var code: Int32 }

  private func spawn(_ environment: [String: String]) -> Result<ChildProcess, Refusal> {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    for descriptor in STDIN_FILENO...STDERR_FILENO {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    for descriptor in Self.ours { posix_spawn_file_actions_addclose(&actions, descriptor) }
    Self.setSignals(&attributes)
    posix_spawnattr_setpgroup(&attributes, 0)
    let arguments: [String] = ["/bin/sh", "-c", text]
    var words = arguments.map { strdup($0) } + [nil]
    var pairs = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in words + pairs { free(pointer) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, "/bin/sh", &actions, &attributes, &words, &pairs)
    return code == 0 ? .success(ChildProcess(pid)) : .failure(Refusal(code: code))
  }

  /// Every number that a descriptor of ours has, or gets before the command starts; one that is
  /// not open does no harm (glibc).
  private static var ours: Range<Int32> {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    let highest = names.compactMap { Int32($0) }.max() ?? 255
    let most = sysconf(Int32(_SC_OPEN_MAX))
    // Less than nothing: there is no limit.
    return STDERR_FILENO + 1..<min(highest + 257, most > 3 ? Int32(clamping: most) : .max)
  }

  /// None is blocked, and none is ignored as ours are.
  private static func setSignals(_ attributes: inout posix_spawnattr_t) {
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
  }
}
