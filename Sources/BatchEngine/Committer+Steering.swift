import BatchCore
import Confinement

/// Changes from other terminals, carried out between two turns by the same writer.
extension Committer {
  /// Carries a change out and answers it; a change that cannot be written now is refused, not kept.
  func take(_ errand: Errand) {
    let concernsSpares = errand.change.concernsSpares
    if concernsSpares { stock.close() }
    desk.post { desk in
      if concernsSpares { desk.spares.closings += 1 }
      guard errand.begin() else {
        guard concernsSpares else { return }
        // Nobody else may come to open what was closed.
        desk.withdrawSpares(now: self.parts.now())
        return self.postTurn(&desk)
      }
      guard desk.ending == nil else { return errand.answer(.failure(.ending)) }
      do throws(ChangeRefusal) {
        if concernsSpares { try self.giveSparesBack(&desk) }
        errand.answer(.success(try self.carryOut(errand.change, &desk)))
      } catch {
        errand.answer(.failure(error))
      }
      self.postTurn(&desk)
    }
  }

  /// What no worker has taken is ready again before anything is changed.
  private func giveSparesBack(_ desk: inout Desk) throws(ChangeRefusal) {
    let now = parts.now()
    desk.withdrawSpares(now: now)
    var turn = Turn(now: now, settlements: desk.spares.withdrawn)
    let pace = desk.dispatcher.paceRecord(now: now)
    if desk.writtenPace?.claimsAhead == true { turn.keep = [pace.document(now: now)] }
    guard !turn.isEmpty else { return }
    do throws(StoreFailure) {
      _ = try parts.store.turn(turn, prepare: Run.nothingToPrepare)
    } catch {
      throw .store(error)
    }
    desk.spares.withdrawn = []
    if !turn.keep.isEmpty { desk.writtenPace = pace }
  }

  /// Tasks in one transaction of a change: settlements wait meanwhile.
  private static let limit = 1_000

  private func carryOut(
    _ change: QueueChange, _ desk: inout Desk
  ) throws(ChangeRefusal) -> ChangeReport {
    if case .retry(let selection) = change {
      try check(selection.target?.model, of: selection.role, desk)
    }
    if case .sendBack(let sendBack) = change { try check(sendBack.model, of: sendBack.role, desk) }
    do throws(StoreFailure) {
      switch change {
      case .enqueue(let articles, let update):
        return try enqueue(articles, update: update, &desk)
      case .retry(var selection):
        selection.limit = min(selection.limit, Self.limit)
        if let place = selection.target, let role = selection.role {
          selection.target = desk.dispatcher.place(like: place, in: role) ?? place
        }
        let retried = try parts.store.retry(selection)
        desk.dispatcher.tasksChanged()
        if retried.count > 0 { parts.say(.retried(retried.count)) }
        return .retried(retried)
      case .cancel(let selection):
        return .cancelled(try cancel(selection, &desk))
      case .prune(var selection):
        selection.limit = min(selection.limit, Self.limit)
        return .pruned(try parts.store.prune(selection))
      case .pause(let pause):
        try parts.store.change(begin: [pause], end: [], now: parts.now())
        desk.dispatcher.begin(operators: pause)
        if desk.isNews(pause) { parts.say(.paused(pause)) }
        return .paused
      case .resume(let scope):
        return try resume(scope, &desk)
      case .concurrency(let concurrency):
        return try set(concurrency, &desk)
      case .budget(let change):
        return .budget(try self.change(change, &desk))
      case .judge(let judging):
        return .judged(try parts.store.judge(judging, now: parts.now()))
      case .sendBack(let sendBack):
        return try self.sendBack(sendBack, &desk)
      case .keepResult(let keeping):
        return try keepResult(keeping, &desk)
      }
    } catch {
      throw .store(error)
    }
  }

  /// Between two parts of one cancellation, at most.
  private static let hold: Duration = .seconds(5)

  /// Cancels a part; the role is held until the last one, which is also the one that is told.
  private func cancel(
    _ selection: CancelSelection, _ desk: inout Desk
  ) throws(StoreFailure) -> CancelledTasks {
    let role = selection.role
    var part = selection
    part.limit = min(selection.limit, Self.limit)
    let cancelled = try parts.store.cancel(part)
    desk.dispatcher.tasksChanged()
    let count = (desk.cancelled[role]?.count ?? 0) + cancelled.count
    desk.cancelled[role] = CancelledTasks(count: count, inFlight: cancelled.inFlight)
    desk.dispatcher.hold(
      role: role, until: cancelled.isPartial ? parts.now() + Self.hold : nil)
    tellCancelled(&desk)
    return cancelled
  }

  /// Tells what was cancelled of roles that are held no more.
  func tellCancelled(_ desk: inout Desk) {
    for (role, tasks) in desk.cancelled where !desk.dispatcher.isHeld(role) {
      desk.cancelled[role] = nil
      if tasks.count + tasks.inFlight > 0 { parts.say(.cancelled(tasks)) }
    }
  }

  /// The articles are tasks of the run's roles at once.
  private func enqueue(
    _ articles: [Article], update: Bool, _ desk: inout Desk
  ) throws(StoreFailure) -> ChangeReport {
    let results = try parts.store.enqueue(articles, update: update)
    for role in desk.dispatcher.roles where !desk.unmade.contains(role) {
      _ = try parts.store.makeTasks(role: role)
    }
    desk.dispatcher.tasksChanged()
    return .enqueued(results)
  }

  private func resume(
    _ scope: Pause.Scope?, _ desk: inout Desk
  ) throws(StoreFailure) -> ChangeReport {
    let now = parts.now()
    let resumption = desk.dispatcher.resumption(of: scope)
    let probed = desk.dispatcher.pauses.filter { resumption.probed.contains($0.key) }
    try parts.store.change(begin: [], end: resumption.ended, now: now)
    desk.dispatcher.resume(resumption, now: now)
    // What the request finds out is told anew.
    desk.pausesTold.subtract(resumption.ended + resumption.probed)
    let over = resumption.ended.filter { !resumption.probed.contains($0) }
    if !over.isEmpty { parts.say(.resumed(over, still: desk.dispatcher.standstill)) }
    for pause in probed { parts.say(.probing(pause)) }
    return .resumed(ended: over, probed: resumption.probed)
  }

  private func set(
    _ concurrency: Int, _ desk: inout Desk
  ) throws(StoreFailure) -> ChangeReport {
    try parts.store.setConcurrency(concurrency, ofRun: number)
    let was = desk.crew.wanted
    desk.crew.wanted = concurrency
    desk.crew.hire()
    for seat in desk.leavers() { seat.wake(nil) }
    if was != concurrency { parts.say(.concurrency(concurrency)) }
    return .concurrency(was: was)
  }

  private func change(
    _ change: BudgetChange, _ desk: inout Desk
  ) throws(StoreFailure) -> ChangedBudget {
    let changed = try parts.store.change(change)
    desk.isBounded = changed.now.maxCost != nil
    let over = desk.dispatcher.budgetChanged()
    desk.pausesTold.subtract(over)
    if changed.was != changed.now { parts.say(.budget(changed.now)) }
    if !over.isEmpty { parts.say(.resumed(over, still: desk.dispatcher.standstill)) }
    return changed
  }

  /// Hires the run's first workers; returns when they are on their way.
  func open(hire: @escaping @Sendable (Int) -> Void) {
    let isOpen = Rest<Void>()
    desk.post { desk in
      desk.crew.open(hire)
      isOpen.wake(())
    }
    isOpen.wait()
  }
}

extension QueueChange {
  /// What no worker has taken yet has to be ready again before it is made.
  fileprivate var concernsSpares: Bool {
    switch self {
    case .enqueue(_, let update): update
    case .retry, .cancel, .pause, .resume, .concurrency, .budget, .sendBack, .keepResult: true
    case .prune, .judge: false
    }
  }
}
