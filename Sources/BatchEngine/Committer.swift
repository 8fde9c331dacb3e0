import BatchCore
import Confinement

/// Where workers and queue meet: settles what they carried out and claims what they do next, many
/// at once in one transaction. A worker goes on when its own settlement is on disk, or before that
/// with a spare claim, which is.
final class Committer: Sendable {
  let desk: Confined<Desk>
  let parts: RunParts
  /// The run's.
  let number: Int64
  private let planner: RequestPlanner
  private let reconciler: Reconciler
  /// The desk's: claims for workers that need not wait.
  let stock: Stock<Claim>

  init(
    desk: Desk, number: Int64, planner: RequestPlanner, parts: RunParts, reconciler: Reconciler
  ) {
    stock = desk.spares.stock
    self.desk = Confined("batch.committer", desk)
    self.number = number
    self.parts = parts
    self.planner = planner
    self.reconciler = reconciler
  }

  /// Takes what attempts have cost; it is written with the next turn.
  ///
  /// - Parameter over: attempts that are not asked about any more before the run's end.
  func know(_ costs: [KnownCost], over: Set<ClaimNumber>) {
    desk.post { desk in
      desk.costs += costs
      desk.questioned.subtract(over)
      desk.dispatcher.costsKnown()
      self.postTurn(&desk)
    }
  }

  /// Hands in what a worker has carried out and gives it its next claim: a spare one at once after
  /// an answer that is good; else it blocks until its own settlement is on disk and there is more
  /// to do. nil: the run is over.
  func next(after carried: CarriedClaim?, at seat: Seat) -> Claim? {
    guard let carried else {
      desk.post { desk in
        desk.resting.append(seat)
        self.postTurn(&desk)
      }
      return seat.wait()
    }
    let spare = stock.spare(after: carried)
    desk.post { [parts] desk in
      // A good answer stays one, and no other becomes one.
      let carried = self.reconsidered(carried, &desk)
      desk.receive(
        carried, from: seat, goingOnWith: spare, now: parts.now(), chance: parts.chance())
      self.learn(from: carried, &desk)
      self.postTurn(&desk)
    }
    return spare ?? seat.wait()
  }

  private func reconsidered(_ carried: CarriedClaim, _ desk: inout Desk) -> CarriedClaim {
    var carried = carried
    let decision = desk.guardrail.reconsidered(
      carried.settlement.decision, about: carried.outcome, task: carried.task.id, now: parts.now())
    carried.settlement.decision = planner.reconsidered(
      decision, about: carried.outcome, task: carried.task, shape: carried.shape,
      articleID: carried.articleID, lessons: desk.lessons, now: parts.now())
    return carried
  }

  func learn(from carried: CarriedClaim, _ desk: inout Desk) {
    let lesson = planner.learn(
      carried.outcome, carried.settlement.decision, of: carried.task.id, from: carried.shape,
      into: &desk.lessons, now: parts.now())
    if let lesson { parts.say(.learned(model: carried.shape.model, lesson)) }
    guard case .succeed = carried.settlement.decision else { return }
    let other = desk.others.note(
      asked: carried.shape.model, served: carried.settlement.facts.servedModel, now: parts.now())
    if let other { parts.say(.answeredByOther(other)) }
  }

  /// Claims nothing more; the run ends when what is in flight is on disk.
  func stop(_ ending: RunEnding) {
    stock.close()
    desk.post { desk in
      desk.spares.closings += 1
      desk.dispatcher.stop(ending)
      self.parts.say(.stopping(inFlight: desk.dispatcher.requestsOut))
      self.postTurn(&desk)
    }
  }

  /// Why the run ended; call it when all workers have come home.
  func ending() -> RunEnding {
    let answer = Rest<RunEnding>()
    desk.post { answer.wake($0.ending ?? .drained) }
    return answer.wait()
  }

  /// Messages that arrive while a turn is being written wait behind it and share the next one.
  func postTurn(_ desk: inout Desk) {
    guard !desk.isTurnPosted else { return }
    desk.isTurnPosted = true
    self.desk.post { desk in
      desk.isTurnPosted = false
      self.turn(&desk)
    }
  }

  private func turn(_ desk: inout Desk) {
    let now = parts.now()
    guard desk.ending == nil else { return release(&desk) }
    if let trouble = desk.trouble, trouble.retryAt > now, !isLastChance(desk, now) {
      // The alarm that led here may have stood for this one too.
      return wake(&desk, at: trouble.retryAt, now: now)
    }
    let turn = desk.turn(now: now)
    tellCancelled(&desk)
    var lane: ClaimWish.Lane?
    if !turn.isEmpty {
      do throws(StoreFailure) {
        var dispatcher = desk.dispatcher
        let terms = desk.terms(at: now)
        let result = try parts.store.turn(turn) { candidate in
          dispatcher.preparation(of: candidate.task, now: now) {
            planner.prepare(candidate, on: terms, now: now)
          }
        }
        desk.dispatcher = dispatcher
        let (settled, wasInTrouble) = (desk.unwritten.map(\.carried), desk.trouble != nil)
        // First the workers: all else can wait.
        for (seat, claim) in desk.written(turn, result) { seat.wake(claim) }
        lane = desk.laneAhead(after: turn, result)
        if wasInTrouble { parts.say(.storeRecovered) }
        tell(turn, result, settled: settled, &desk)
      } catch {
        return keepTrying(&desk, error, now: now)
      }
    }
    do throws(StoreFailure) {
      try makeTasks(&desk)
    } catch {
      return keepTrying(&desk, error, now: now)
    }
    goOn(&desk, now: now)
    if let lane { lookAhead(&desk, in: lane, now: now) }
    parts.store.tidy()
  }

  /// Prepares the next requests while the workers wait for answers.
  private func lookAhead(_ desk: inout Desk, in lane: ClaimWish.Lane, now: Timestamp) {
    let (terms, count) = (desk.terms(at: now), desk.wantedAhead * 2)
    // What is there was prepared on other terms: the next turn forgets it.
    if let ahead = desk.ahead, ahead.terms != terms { return }
    do throws(StoreFailure) {
      try parts.store.lookAhead(in: lane, count: count) { candidate in
        planner.prepare(candidate, on: terms, now: now)
      }
      if desk.ahead == nil { desk.ahead = Desk.Ahead(terms: terms, since: now) }
    } catch {
      // The turn that meets the same failure will tell.
      desk.ahead = nil
    }
  }

  private func goOn(_ desk: inout Desk, now: Timestamp) {
    for seat in desk.leavers() { seat.wake(nil) }
    // What is of no use must not stand there as claimed until the next answer.
    if !desk.spares.withdrawn.isEmpty { postTurn(&desk) }
    if desk.dispatcher.roleToGather != nil { desk.wakeBatchLane() }
    switch desk.dispatcher.standing(resting: desk.slots, now: now) {
    case .claim:
      if desk.slots > 0 { postTurn(&desk) }
    case .rest(let until):
      guard let until else { return }
      if let wait = desk.dispatcher.pacer.wait(of: desk.dispatcher.models, now: now),
        desk.waitTold != wait.until
      {
        desk.waitTold = wait.until
        parts.say(.waiting(until: wait.until, reason: wait.reason))
      }
      wake(&desk, at: until, now: now)
    case .end(let ending):
      if desk.withdrawsBeforeEnd(now: now) { return postTurn(&desk) }
      desk.ending = ending
      release(&desk)
    }
  }

  private func wake(_ desk: inout Desk, at moment: Timestamp, now: Timestamp) {
    if let alarm = desk.alarm, alarm > now, alarm <= moment { return }
    desk.alarm = moment
    self.desk.post(after: parts.clock.length(of: moment - now)) { desk in
      if desk.alarm == moment { desk.alarm = nil }
      self.postTurn(&desk)
    }
  }

  private func release(_ desk: inout Desk) {
    for seat in desk.resting { seat.wake(nil) }
    desk.resting = []
  }

  /// A paid answer is never given up: it is kept and written again and again, and nothing is
  /// claimed meanwhile. Only when the run is told to end are unwritten answers put aside.
  private func keepTrying(_ desk: inout Desk, _ failure: StoreFailure, now: Timestamp) {
    if desk.trouble == nil { parts.say(.storeFailed(failure, waiting: desk.unwritten.count)) }
    desk.withdrawSpares(now: now)
    // No patience mends a damaged file.
    if case .corrupt = failure { desk.dispatcher.stop(.unsaved(failure)) }
    if isLastChance(desk, now) { return putAside(&desk, failure) }
    let retryAt = now + .seconds(1)
    desk.trouble = (failure, retryAt)
    wake(&desk, at: retryAt, now: now)
  }

  private func isLastChance(_ desk: Desk, _ now: Timestamp) -> Bool {
    if case .end = desk.dispatcher.standing(resting: 0, now: now) {
      return desk.dispatcher.isStopping
    }
    return false
  }

  private func putAside(_ desk: inout Desk, _ failure: StoreFailure) {
    let settlements = desk.unwritten.map(\.carried.settlement)
    let withdrawals = desk.spares.withdrawn
    if !settlements.isEmpty || !withdrawals.isEmpty {
      do throws(StoreFailure) {
        let path = try parts.spool.keep(settlements + withdrawals)
        desk.spares.withdrawn = []
        if !settlements.isEmpty {
          parts.say(.putAside(count: settlements.count, path: path))
        }
      } catch {
        guard desk.dispatcher.isAborting else { return keepAside(&desk, error) }
        // Their claims stay in force, so that the next run asks again with the same bytes.
        if !settlements.isEmpty { parts.say(.leftUnwritten(settlements.count)) }
      }
    }
    desk.ending = .unsaved(failure)
    desk.resting += desk.unwritten.compactMap(\.seat)
    desk.unwritten = []
    release(&desk)
  }

  private func keepAside(_ desk: inout Desk, _ failure: StoreFailure) {
    if !desk.isSpoolTold { parts.say(.spoolFailed(failure, waiting: desk.unwritten.count)) }
    desk.isSpoolTold = true
    let retryAt = parts.now() + .seconds(1)
    desk.trouble = (failure, retryAt)
    wake(&desk, at: retryAt, now: parts.now())
  }

  /// Has the provider asked for a cost that an answer did not tell.
  func askCost(of settlement: Settlement, _ desk: inout Desk) {
    guard let cost = Reconciler.question(about: settlement) else { return }
    desk.questioned.insert(cost.attempt)
    reconciler.ask(about: cost)
  }

  private func tell(
    _ turn: Turn, _ result: TurnResult, settled: [CarriedClaim], _ desk: inout Desk
  ) {
    for news in desk.dispatcher.news { parts.say(.pace(news)) }
    desk.dispatcher.news = []
    for pause in turn.begin + result.begun where desk.isNews(pause) { parts.say(.paused(pause)) }
    if !turn.end.isEmpty {
      desk.pausesTold.subtract(turn.end)
      parts.say(.resumed(turn.end, still: desk.dispatcher.standstill))
    }
    for carried in settled where !result.refused.contains(carried.settlement.claim) {
      parts.say(
        .settled(
          articleID: carried.articleID, role: carried.role, model: carried.shape.model,
          carried.settlement
        ))
      askCost(of: carried.settlement, &desk)
      guard case .pause(_, let pause) = carried.settlement.decision else { continue }
      if desk.isNews(pause) { parts.say(.paused(pause)) }
    }
  }
}
