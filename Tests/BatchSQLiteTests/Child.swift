import Foundation

/// Another process, ended with the value.
final class Child {
  private let process = Process()
  private let output = Pipe()
  private let input = Pipe()

  /// Starts a Python program and waits until it has printed a line.
  init(python program: String, _ arguments: String...) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program] + arguments
    process.standardOutput = output
    process.standardInput = input
    try process.run()
    _ = output.fileHandleForReading.availableData
  }

  deinit { if process.isRunning { kill() } }

  var pid: Int32 { process.processIdentifier }

  /// Ends it with SIGKILL, and waits until it is gone.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Holds a file's `flock`, as a run would, with a text in it.
  static let holdLock = """
    import fcntl, sys, time
    file = open(sys.argv[1], "w")
    fcntl.flock(file, fcntl.LOCK_EX)
    file.write(sys.argv[2]); file.flush()
    print("held", flush=True)
    sys.stdin.read()
    """

  /// Writes an article into a queue's log, and stays with the file open.
  static let writeArticle = """
    import sqlite3, sys
    db = sqlite3.connect(sys.argv[1], isolation_level=None)
    db.execute("PRAGMA wal_autocheckpoint = 0")
    db.execute("INSERT INTO article(id, revision, size) VALUES ('child', 1, 0)")
    db.execute("INSERT INTO content VALUES ((SELECT max(number) FROM article), 't', 'b', '{}')")
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO article(id, revision, size) VALUES ('uncommitted', 1, 0)")
    print("written", flush=True)
    sys.stdin.read()
    """
}
