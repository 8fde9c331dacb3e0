import Foundation
import Glibc

/// What a new process opens and closes before it starts, and its signals: posix_spawn(3).
final class FileActions {
  struct Refusal: Error { var path: String, reason: String }

  private var actions = posix_spawn_file_actions_t()
  private var attributes = posix_spawnattr_t()
  /// In a session of its own, whose terminal is the first one that it opens.
  var startsSession = false

  init() {
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
  }

  deinit {
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
  }

  func open(_ descriptor: Int32, _ path: String, _ flags: Int32) {
    posix_spawn_file_actions_addopen(&actions, descriptor, path, flags, 0o600)
  }

  func use(_ descriptor: Int32?, as number: Int32, elseFile path: String) {
    if let descriptor {
      posix_spawn_file_actions_adddup2(&actions, descriptor, number)
    } else {
      open(number, path, O_WRONLY | O_CREAT | O_APPEND)
    }
  }

  /// Starts a program in a folder; `env` makes the step into it, which Swift's view of
  /// posix_spawn(3) lacks, and becomes the program.
  func spawn(
    _ program: String, _ arguments: [String], in folder: String, _ environment: [String: String]
  ) throws -> pid_t {
    Self.keepDescriptors()
    let env = "/usr/bin/env"
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes,
      Int16(
        POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
          | (startsSession ? Self.setSession : 0)))
    var words = ([env, "-C", folder, program] + arguments).map { strdup($0) } + [nil]
    var pairs = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in words + pairs { free(pointer) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, env, &actions, &attributes, &words, &pairs)
    guard code == 0 else { throw Refusal(path: program, reason: String(cString: strerror(code))) }
    return pid
  }

  /// POSIX_SPAWN_SETSID (spawn.h), which Swift does not see.
  private static let setSession: Int32 = 0x80

  /// A simulator's socket in a child would keep its port open.
  private static func keepDescriptors() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    for descriptor in names.compactMap({ Int32($0) }) where descriptor > STDERR_FILENO {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
  }
}
