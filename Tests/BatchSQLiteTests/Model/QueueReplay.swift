import BatchCore
import BatchSQLite
import Foundation
import StoreContract
import TestSupport

/// The same steps on a queue in a file and on the model of one; stops where the two differ.
final class QueueReplay {
  /// Where they differ, and how.
  struct Difference: Error, CustomStringConvertible {
    /// Counted from 1.
    var step: Int
    var description: String

    /// What differs: its first line.
    var matter: Substring { description.prefix { $0 != "\n" } }
  }

  var model = QueueModel()
  private(set) var now = Make.at(0)
  /// Every claim that was ever handed out.
  private(set) var claims: [(task: TaskID, number: ClaimNumber)] = []
  private let folder: TemporaryFolder
  private var folders = 0
  private(set) var store: SQLiteTaskStore
  private var reader: SQLiteQueueReader
  private var runNumber: Int64 = 0
  private var ahead: PreparedAhead?

  private init() throws {
    folder = try TemporaryFolder()
    let path = folder.file("queue.sqlite")
    store = try SQLiteTaskStore.open(path: path, purpose: .run, create: true)
    reader = try SQLiteQueueReader.open(path: path)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder.path) }

  /// - Returns: nil if the queue did everything as the model did.
  static func difference(_ steps: [QueueStep]) throws -> Difference? {
    let replay = try QueueReplay()
    for (index, step) in steps.enumerated() {
      do {
        replay.now = replay.now + .milliseconds(step.after)
        try replay.take(step.action)
        try replay.checkFigures(replay.reader)
        let isLast = index == steps.count - 1
        if isLast || index % 6 == 5 { try replay.check(replay.reader) }
      } catch let mismatch as Mismatch {
        return Difference(step: index + 1, description: mismatch.description)
      } catch {
        return Difference(step: index + 1, description: "\(error)")
      }
    }
    return nil
  }

  private func take(_ action: QueueStep.Action) throws {
    switch action {
    // All others write something, after which nothing is kept ahead.
    case .turn, .backup: break
    default: ahead?.offers = []
    }
    switch action {
    case .add(let count): try add(count)
    case .enqueueAgain(let article, let text, let update):
      guard !model.articles.isEmpty else { return }
      let number = article % model.articles.count
      var known = model.articles[number].article
      if let text { known.body = String(repeating: "text \(text) ", count: text % 5) }
      try expect(
        try store.enqueue([known], update: update), [model.enqueue(known, update: update)],
        "enqueued again")
    case .makeTasks(let role):
      try expect(
        try store.makeTasks(role: role), model.makeTasks(role: role), "made tasks")
    case .beginRun(let digest, let source, let concurrency):
      let run = RunRecord(
        pid: getpid(), host: "host", startedAt: now, concurrency: concurrency,
        jobs: QueueStep.roles.map { Make.job($0, digest: digest, source: source) })
      runNumber = try store.beginRun(run)
      model.beginRun(run)
    case .endRun:
      try store.endRun(runNumber, at: now, exit: 0)
      model.run = nil
    case .setConcurrency(let concurrency):
      try store.setConcurrency(concurrency, ofRun: runNumber)
      model.run?.concurrency = concurrency
    case .alignLadder(let role, let models):
      try store.alignLadder(role: role, models: models)
      model.alignLadder(role: role, models: models)
    case .turn(let turn): try self.turn(turn)
    case .retry(let selection, let articles): try retry(selection, articles)
    case .cancel(let selection, let articles): try cancel(selection, articles)
    case .redo(let role, let limit): try redo(role, limit)
    case .judge(let verdict, let pick): try judge(verdict, pick)
    case .sendBack(let pick, let isOnDear, let isPlaced):
      try sendBack(pick, isOnDear: isOnDear, isPlaced: isPlaced)
    case .keepResult(let pick): try keepResult(pick)
    case .recover:
      try expect(try store.recover(now: now), model.recover(now: now), "recovered")
    case .reopen:
      try store.close()
      try open(reader: false)
    case .crash(let torn):
      try copyFiles(torn: torn)
      try open()
    case .crashWithin(let turn):
      ahead = nil
      // What the turn does to the first file is lost with it.
      var isCopied = false
      _ = try store.turn(self.made(turn)) { candidate in
        if !isCopied { try? self.copyFiles(torn: 0) }
        isCopied = true
        return turn.rule.preparation(of: candidate)
      }
      if !isCopied { _ = model.turn(made(turn), rule: turn.rule) } else { try open() }
    case .backup(let restores): try backup(restores: restores)
    }
  }

  private func add(_ count: Int) throws {
    let first = model.articles.count + 1
    let new = (first..<first + count).map { Make.article($0) }
    try expect(
      try store.enqueue(new, update: false), new.map { model.enqueue($0, update: false) },
      "enqueued")
  }

  private func turn(_ step: QueueStep.TurnStep) throws {
    var turn = made(step)
    if ahead?.rule != step.rule { ahead = nil }
    turn.keepsAhead = ahead != nil
    var offers: [QueueModel.TurnAnswer.Offer] = []
    let result = try store.turn(turn) { candidate in
      offers.append(QueueModel.TurnAnswer.Offer(candidate))
      return step.rule.preparation(of: candidate)
    }
    var answer = QueueModel.TurnAnswer(
      refused: result.refused, nextDue: result.nextDue, open: result.open, offers: offers)
    answer.claims = result.claims.map { claim in
      claim.map {
        .init(
          number: $0.number, task: $0.task, article: $0.article, shape: $0.shape,
          isResend: $0.isResend)
      }
    }
    claims += result.claims.compactMap { $0 }.map { ($0.task.id, $0.number) }
    let expected = model.turn(turn, rule: step.rule)
    answer.offers = ahead?.completed(offers, as: expected.offers) ?? offers
    try expect(answer.refused, expected.refused, "refused")
    try expect(answer.offers, expected.offers, "offered")
    try expect(answer, expected, "turn")
    guard let lane = step.ahead else { return }
    var ahead = ahead ?? PreparedAhead(rule: step.rule)
    try store.lookAhead(in: lane, count: 3) { candidate in
      ahead.offers.append(QueueModel.TurnAnswer.Offer(candidate))
      return step.rule.preparation(of: candidate)
    }
    self.ahead = ahead
  }

  /// The settlements of a turn are about claims that there are.
  private func made(_ step: QueueStep.TurnStep) -> Turn {
    let held = claims.filter { claim in
      model.tasks[Int(claim.task.number) - 1].record.state == .claimed(claim.number)
    }
    let settlements = step.settlements.compactMap { step -> Settlement? in
      let choice = step.isHeld ? held : claims
      guard !choice.isEmpty else { return nil }
      let claim = choice[step.pick % choice.count]
      let other = TaskID(claim.task.number % Int64(model.tasks.count) + 1)
      return Settlement(
        task: step.isForged ? other : claim.task, claim: claim.number, decision: step.decision,
        facts: step.facts, finishedAt: now)
    }
    return Turn(
      now: now, settlements: settlements, begin: step.begin, end: step.end, wishes: step.wishes,
      keep: step.keep, counted: step.counted)
  }

  /// Ids of articles, now and then of one that is not there.
  private func ids(_ articles: [Int]) -> [String] {
    articles.map { "a\($0 % (model.articles.count + 1) + 1)" }
  }

  private func retry(_ selection: RetrySelection, _ articles: [Int]) throws {
    var selection = selection
    selection.articles = ids(articles)
    var count: Int? = 0
    do throws(StoreFailure) {
      repeat {
        let retried = try store.retry(selection)
        count = (count ?? 0) + retried.count
        selection.after = retried.next
      } while selection.after != nil
    } catch {
      guard case .unknownArticle = error else { throw error }
      count = nil
    }
    try expect(count, model.retry(selection), "put back")
  }

  private func cancel(_ selection: CancelSelection, _ articles: [Int]) throws {
    var selection = selection
    selection.articles = ids(articles)
    var counts: [Int]? = [0, 0]
    do throws(StoreFailure) {
      var isPartial = true
      while isPartial {
        let cancelled = try store.cancel(selection)
        counts = counts.map { [$0[0] + cancelled.count, $0[1] + cancelled.inFlight] }
        isPartial = cancelled.isPartial
      }
    } catch {
      guard case .unknownArticle = error else { throw error }
      counts = nil
    }
    try expect(counts, model.cancel(selection).map { [$0.count, $0.inFlight] }, "taken out")
  }

  private func redo(_ role: String, _ limit: Int) throws {
    var selection = RedoSelection(role: role, limit: limit)
    var count = 0
    repeat {
      let redone = try store.redo(selection)
      count += redone.count
      selection.after = redone.next
    } while selection.after != nil
    try expect(count, model.redo(role: role), "made anew")
  }

  private func backup(restores: Bool) throws {
    folders += 1
    let path = folder.file("backup\(folders).sqlite")
    try reader.backup(to: path)
    let copy = try SQLiteQueueReader.open(path: path)
    try check(copy, isLive: false)
    guard restores else { return try copy.close() }
    reader = copy
    try store.close()
    store = try SQLiteTaskStore.open(path: path, purpose: .run, create: false)
  }

  /// The files as a process finds them whose forerunner was killed just now: the log's index is
  /// made anew, and what stands behind the last whole transaction of the log counts for nothing.
  private func copyFiles(torn: Int) throws {
    folders += 1
    let place = folder.file("crash\(folders).sqlite")
    try FileManager.default.copyItem(atPath: store.file, toPath: place)
    let log = store.file + "-wal"
    guard var bytes = FileManager.default.contents(atPath: log) else { return }
    var dice = SplitMix(state: UInt64(torn))
    bytes.append(contentsOf: (0..<torn).map { _ in UInt8(truncatingIfNeeded: dice.next()) })
    try bytes.write(to: URL(fileURLWithPath: place + "-wal"))
  }

  /// Opens the queue where `copyFiles` left it, or the same one again.
  private func open(reader isNew: Bool = true) throws {
    let path = isNew ? folder.file("crash\(folders).sqlite") : store.file
    store = try SQLiteTaskStore.open(path: path, purpose: .run, create: false)
    if isNew { reader = try SQLiteQueueReader.open(path: path) }
  }
}
