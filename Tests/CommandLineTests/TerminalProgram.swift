import Foundation
import Glibc
import TestSupport

/// One invocation of a program on a terminal of its own, which it controls.
final class TerminalProgram {
  let pid: pid_t
  /// What a person sees.
  private(set) var terminal: TerminalEmulator
  /// Everything that was written.
  private(set) var written: [UInt8] = []
  private let master: Int32
  private var status: Int32?

  init(
    _ batch: BatchProgram, _ arguments: [String], columns: Int = 80, rows: Int = 24,
    environment more: [String: String] = [:]
  ) throws {
    terminal = TerminalEmulator(columns: columns, rows: rows)
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (isLocked, number): (Int32, Int32) = (0, 0)
    guard master >= 0, ioctl(master, Self.lock, &isLocked) == 0,
      ioctl(master, Self.number, &number) == 0
    else { throw BatchProgram.Unexpected("no terminal can be made") }
    let path = "/dev/pts/\(number)"
    Self.setSize(master, columns, rows)
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    let actions = FileActions()
    actions.startsSession = true
    for descriptor in STDIN_FILENO...STDERR_FILENO { actions.open(descriptor, path, O_RDWR) }
    let environment = batch.environment
      .merging(["TERM": "xterm", "LC_ALL": "C.UTF-8"]) { $1 }.merging(more) { $1 }
    pid = try actions.spawn(BatchProgram.path, arguments, in: batch.folder.path, environment)
  }

  deinit {
    if status == nil {
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
    }
    close(master)
  }

  /// Blocks until the screen, or the program's end, is as expected; false if it is not in time.
  func wait(atMost seconds: Double = 30, until condition: (TerminalEmulator) -> Bool) -> Bool {
    RunningProgram.wait(atMost: seconds) {
      read()
      return condition(terminal)
    }
  }

  /// Blocks until a line of the screen, or of what has gone off its top, holds the words.
  func wait(for words: String) -> Bool {
    wait { $0.all.contains { $0.contains(words) } }
  }

  /// Blocks until it has ended: its exit status, or 128 and the signal that ended it.
  func end() -> Int32 {
    let isInTime = wait(atMost: 60) { _ in hasEnded }
    read()
    return isInTime ? status ?? -1 : -1
  }

  /// Whether it is stopped, as by Ctrl-Z.
  var isStopped: Bool {
    let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
    return text?.split(separator: ")").last?.hasPrefix(" T") ?? false
  }

  /// Presses keys; the terminal turns Ctrl-C and its like into signals.
  func type(_ keys: String) {
    let bytes = Array(keys.utf8)
    _ = Glibc.write(master, bytes, bytes.count)
  }

  /// Changes the window's size; `batch` hears of it by a signal.
  func resize(columns: Int, rows: Int) {
    read()
    terminal.resize(columns: columns, rows: rows)
    Self.setSize(master, columns, rows)
  }

  /// Whether the terminal echoes what is typed, and hands it on by lines, as a shell expects it.
  var isAsFound: Bool {
    var modes = termios()
    tcgetattr(master, &modes)
    let flags = tcflag_t(ICANON | ECHO)
    return modes.c_lflag & flags == flags && terminal.wrapsLines
  }

  private var hasEnded: Bool {
    if status != nil { return true }
    var code: Int32 = 0
    guard waitpid(pid, &code, WNOHANG) == pid else { return false }
    status = code & 0x7F == 0 ? code >> 8 & 0xFF : 128 + code & 0x7F
    return true
  }

  private func read() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = Glibc.read(master, &buffer, buffer.count), count > 0 {
      written += buffer.prefix(count)
      terminal.feed(Array(buffer.prefix(count)))
    }
  }

  /// TIOCSPTLCK and TIOCGPTN (ioctl_tty(2)), which Swift does not see.
  private static let (lock, number): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

  private static func setSize(_ descriptor: Int32, _ columns: Int, _ rows: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
  }
}
