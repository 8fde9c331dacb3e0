import Foundation
import Simulator
import Testing

@testable import BatchSQLite

extension Scenario {
  /// What has to hold after the trouble, whenever it came; and that the same command, undisturbed,
  /// finishes the work.
  func check(_ bench: TrialBench, _ trial: Trial) throws {
    let comment = Comment(rawValue: trial.comment(self))
    expectEnding(trial, comment)
    switch self {
    case .create, .enqueue: try checkEnqueue(bench, trial, comment)
    case .run: try checkRun(bench, trial, comment)
    case .pause, .restored: try checkPause(bench, trial, before: [], after: ["operator"], comment)
    case .resume: try checkPause(bench, trial, before: ["operator"], after: [], comment)
    case .retry: try checkRetry(bench, trial, comment)
    case .migrate: try checkMigration(bench, trial, comment)
    case .newer: try checkNewer(bench, trial, comment)
    case .backup: try checkBackup(bench, trial, comment)
    case .export: try checkExport(bench, trial, comment)
    }
  }

  /// It died, did its work, or said in one sentence that it could not.
  private func expectEnding(_ trial: Trial, _ comment: Comment) {
    if case .storage(let fault) = trial.trouble, trial.isDead {
      #expect(fault.cut != nil || fault.refusal?.kind == .death, comment)
    }
    if trial.isDead || trial.ending.status == 0 || self == .migrate { return }
    // A run that waits for the disk and has nothing to put aside leaves as it was told to.
    let more: [Scenario: Int32] = [.newer: 65, .run: 130]
    let allowed = [73, 74] + [more[self]].compactMap(\.self)
    #expect(allowed.contains(trial.ending.status), comment)
    let complaints = trial.ending.talk.split(separator: "\n").filter { $0.hasPrefix("batch: ") }
    #expect(complaints.count == (self == .run ? complaints.count : 1), comment)
    #expect(complaints.allSatisfy { $0.hasSuffix(".") || $0.contains(": batch ") }, comment)
    let codes = trial.ending.talk.matches(of: /\(SQLite (\d+)\)/).compactMap { Int($0.1) }
    // SQLITE_IOERR and its kin; only someone at the machine can help.
    if codes.contains(where: { $0 & 0xFF == 10 }) {
      #expect(trial.ending.talk.contains("Check the disk"), comment)
    }
    expectClean(trial.ending)
  }

  private func expectSound(_ bench: TrialBench, _ comment: Comment) throws {
    let verify = try bench.batch.run("verify")
    #expect(verify.status == 0, "\(verify.output) \(verify.talk) \(comment)")
  }

  private func again(_ bench: TrialBench, _ comment: Comment) throws {
    let ending = try bench.batch.run(words)
    #expect(ending.status == 0, "again: \(ending.talk) \(comment)")
  }

  private func checkEnqueue(_ bench: TrialBench, _ trial: Trial, _ comment: Comment) throws {
    let verify = try bench.batch.run("verify")
    // A queue that was just being made may not be there at all.
    let isMissing = self == .create && !trial.isDone && verify.status == 66
    #expect(verify.status == 0 || isMissing, "\(verify.output) \(verify.talk) \(comment)")
    let articles = isMissing ? 0 : try bench.batch.status()["articles"] as? Int ?? -1
    #expect(articles >= (self == .enqueue ? Self.before : 0), comment)
    if trial.isDone { #expect(articles == TrialBench.articles, comment) }
    try again(bench, comment)
    #expect(try bench.batch.status()["articles"] as? Int == TrialBench.articles, comment)
    try expectSound(bench, comment)
  }

  private func checkRun(_ bench: TrialBench, _ trial: Trial, _ comment: Comment) throws {
    try expectSound(bench, comment)
    let lines = try bench.batch.exported()
    let done = Set(lines.compactMap { $0["id"] as? String })
    if trial.deaths > 0 {
      let missing = trial.toldDone.filter { !done.contains($0) }
      #expect(missing == [], "told to be done, and lost: \(missing); \(comment)")
      let ledger = bench.provider.simulator.ledger
      let answered = Set(ledger.rows.filter { $0.ending == .answered }.map(\.article)).count
      #expect(
        done.count >= answered - BatchProgram.mostClaims * trial.deaths,
        "\(answered) answered, \(done.count) kept; \(comment)")
    }
    try again(bench, comment)
    try bench.batch.expectRewritten(TrialBench.articles)
    try expectSound(bench, comment)
    let paid = bench.provider.simulator.ledger.rows.count { !$0.isHit }
    #expect(paid <= TrialBench.articles + 5 * trial.deaths, comment)
    // A claim whose sync failed may stand in the log all the same, and then counts as lost.
    let isUncertain = trial.ending.status == 74
    try bench.batch.expectLedger(
      bench.provider.simulator.ledger, crashes: trial.deaths + (isUncertain ? 1 : 0), comment)
  }

  private func checkPause(
    _ bench: TrialBench, _ trial: Trial, before: [String], after: [String], _ comment: Comment
  ) throws {
    try expectSound(bench, comment)
    let pauses = try bench.batch.pauses()
    #expect(pauses == after || !trial.isDone && pauses == before, comment)
    try again(bench, comment)
    #expect(try bench.batch.pauses() == after, comment)
    #expect(try bench.batch.status()["articles"] as? Int == TrialBench.articles, comment)
  }

  private func checkRetry(_ bench: TrialBench, _ trial: Trial, _ comment: Comment) throws {
    try expectSound(bench, comment)
    let counts = try bench.batch.counts()
    #expect(counts["done"] == TrialBench.articles - Self.failed, comment)
    #expect(counts["ready"] == Self.failed || !trial.isDone && counts["failed"] == Self.failed)
    try again(bench, comment)
    let run = try bench.batch.run("run", "--role", "rewrite")
    #expect(run.status == 0, "\(run.talk) \(comment)")
    try bench.batch.expectRewritten(TrialBench.articles)
    #expect(bench.provider.simulator.summary.requests == Self.failed, comment)
  }

  private func checkMigration(_ bench: TrialBench, _ trial: Trial, _ comment: Comment) throws {
    try expectMigrated(bench, isDone: trial.isDone, comment)
    let again = try self.trial(bench, .storage(.none), number: trial.number)
    #expect(again.ending.status == 0, "again: \(again.ending.output) \(comment)")
    try expectMigrated(bench, isDone: true, comment)
    let copy = try bench.batch.run(
      "verify", "--database", "disk/batch.sqlite.before-v\(Self.old + 1)")
    #expect(copy.status == 0, "\(copy.talk) \(comment)")
  }

  private static let old = Migrations.current.version

  /// Either version, whole; seen through this program.
  private func expectMigrated(_ bench: TrialBench, isDone: Bool, _ comment: Comment) throws {
    let version = try bench.batch.query("PRAGMA user_version")
    let moved = try bench.batch.query("SELECT count(*) FROM sqlite_master WHERE name = 'moved'")
    let (old, new) = (["\(Self.old)"], ["\(Self.old + 1)"])
    #expect(version == new && moved == ["1"] || !isDone && version == old && moved == ["0"])
    if version == new {
      let sums = "SELECT count(*), (SELECT count(*) FROM task WHERE note = state) FROM moved"
      #expect(try bench.batch.query(sums) == ["\(TrialBench.articles)|\(TrialBench.articles)"])
    }
    try bench.batch.query("PRAGMA user_version = \(Self.old)")
    try expectSound(bench, comment)
    try bench.batch.expectRewritten(TrialBench.articles)
    try bench.batch.query("PRAGMA user_version = \(version[0])")
  }

  private func checkNewer(_ bench: TrialBench, _ trial: Trial, _ comment: Comment) throws {
    let kept = FileManager.default.contents(atPath: bench.batch.folder.file("kept/batch.sqlite"))
    #expect(FileManager.default.contents(atPath: bench.queue) == kept, comment)
    #expect(trial.ending.status != 0, comment)
    #expect(try bench.batch.run(words).status == 65, comment)
  }

  private func checkBackup(_ bench: TrialBench, _ trial: Trial, _ comment: Comment) throws {
    try expectSound(bench, comment)
    try bench.batch.expectRewritten(TrialBench.articles)
    let copy = "disk/copy.sqlite"
    let exists = try bench.batch.files(in: "disk").contains("copy.sqlite")
    #expect(exists || !trial.isDone, comment)
    // A copy that is there is whole, whether its maker lived to say so or not.
    if !exists { try again(bench, comment) }
    let verify = try bench.batch.run("verify", "--database", copy)
    #expect(verify.status == 0, "\(verify.talk) \(comment)")
    let lines = try bench.batch.exported("--database", copy)
    #expect(lines.count == TrialBench.articles, comment)
  }

  private func checkExport(_ bench: TrialBench, _ trial: Trial, _ comment: Comment) throws {
    try expectSound(bench, comment)
    let whole = try bench.batch.run("export", "--role", "rewrite").output
    #expect(whole.split(separator: "\n").count == TrialBench.articles, comment)
    let text = try bench.batch.folder.read("disk/out.jsonl")
    #expect(text == whole || !trial.isDone && text == Self.oldText, comment)
    try again(bench, comment)
    #expect(try bench.batch.folder.read("disk/out.jsonl") == whole, comment)
  }
}
