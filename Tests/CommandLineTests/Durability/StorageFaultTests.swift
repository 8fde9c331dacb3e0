import Foundation
import Testing

/// The failing disk itself: what a test stands on that says nothing was lost.
struct StorageFaultTests {
  /// Commits twenty rows, one transaction each, and tells each as soon as it is committed.
  private static let program = """
    import sqlite3, sys
    db = sqlite3.connect("disk/rows.sqlite", isolation_level=None)
    db.execute("PRAGMA journal_mode = wal")
    db.execute("PRAGMA synchronous = " + sys.argv[1])
    db.execute("CREATE TABLE row(number INTEGER)")
    for number in range(20):
        db.execute("INSERT INTO row VALUES (?)", (number,))
        print(number, flush=True)
    """
  private static let count = """
    import sqlite3
    db = sqlite3.connect("disk/rows.sqlite")
    print(db.execute("SELECT count(*) FROM row").fetchone()[0])
    """

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")))
  func `a power cut takes back what was not synced, and only that`() async throws {
    try await blocking {
      let full = try (1...8).map { try Self.lost(synchronous: "FULL", seed: $0) }
      #expect(full.allSatisfy { $0 <= 0 }, "\(full)")
      let normal = try (1...8).map { try Self.lost(synchronous: "NORMAL", seed: $0) }
      #expect(normal.contains { $0 > 0 }, "\(normal)")
    }
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")),
    arguments: [
      (StorageFault.Kind.full, "database or disk is full"), (.io, "disk I/O error"),
      (.sync, "disk I/O error"), (.torn, "database or disk is full"),
    ])
  func `each kind of refusal reaches the program that writes`(
    _ kind: StorageFault.Kind, _ words: String
  ) async throws {
    try await blocking {
      let bench = try TrialBench()
      defer { bench.provider.stop() }
      var fault = StorageFault.none
      fault.refusal = StorageFault.Refusal(kind: kind, at: 16, count: 1)
      let trial = try bench.meet(
        .storage(fault), number: 1, "/usr/bin/python3", ["-c", Self.program, "FULL"])
      #expect(trial.ending.status == 1 && trial.ending.talk.contains(words), "\(trial)")
      #expect(trial.report.first?.hasPrefix("fault ") == true, "\(trial)")
    }
  }

  /// How many rows fewer there are after the cut than were told.
  private static func lost(synchronous: String, seed: Int) throws -> Int {
    let bench = try TrialBench()
    defer { bench.provider.stop() }
    var fault = StorageFault.none
    fault.cut = StorageFault.Cut(at: 40, seed: seed)
    let trial = try bench.meet(
      .storage(fault), number: seed, "/usr/bin/python3", ["-c", Self.program, synchronous])
    #expect(trial.isDead, "\(trial)")
    let told = trial.ending.output.split(separator: "\n").count
    let kept = try RunningProgram(
      "/usr/bin/python3", ["-c", Self.count], in: bench.batch.folder, bench.batch.environment
    ).wait()
    return told - (Int(kept.output.prefix { $0 != "\n" }) ?? 0)
  }
}
