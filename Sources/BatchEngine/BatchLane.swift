import BatchCore
import Confinement
import Synchronization

/// Half the price for work that can wait: submits what the committer gathers to the provider's
/// batch endpoint, asks for it now and then, and takes it in when it comes back.
///
/// It lives on a thread of its own, beside the workers, and does one thing at a time.
final class BatchLane: Sendable {
  struct State: Sendable {
    /// Those at the provider.
    var batches: [Outstanding]
    /// Some of them were not asked for in this run.
    var isDoubtful: Bool
    /// One that has come back, while the queue cannot take it in: it is asked for only once.
    var returned: Returned?
    /// What the queue has yet to learn of the last submission.
    var unwritten: Unwritten?
    /// Submissions in a row that were put off, and when the next one is made.
    var putOff = 0
    var submitAt: Timestamp?
    /// The queue refused the last write.
    var isInTrouble = false
    var isClosed = false
  }

  /// A batch that is settled next.
  struct Returned: Sendable {
    var outstanding: OutstandingBatch
    /// nil: the provider knows it no more.
    var batch: ProviderBatch?
  }

  /// A batch at the provider, and what this run knows of it.
  struct Outstanding: Sendable {
    var batch: OutstandingBatch
    var nextAsk: Timestamp
    /// The provider did not answer the last question, and the user knows.
    var isSilent = false
    /// Answers in a row that say nothing of it, and when the first one came.
    var silences = 0
    var silentSince: Timestamp?

    mutating func note(isAnswered: Bool, now: Timestamp) {
      silences = isAnswered ? 0 : silences + 1
      silentSince = isAnswered ? nil : silentSince ?? now
    }

    func isGivenUp(now: Timestamp) -> Bool {
      batch.isForgotten(now: now)
        || BatchPolling.isGivenUp(
          age: now - batch.since, silences: silences, silence: now - (silentSince ?? now))
    }
  }

  let committer: Committer
  let planner: RequestPlanner
  let parts: RunParts
  let inquiry: KeyInquiry
  /// Raised when the run is to leave at once.
  let abort: AbortFlag
  /// Raised when the run is over.
  let closing = AbortFlag()
  private let state: Confined<State>
  private let isStepPosted = Atomic<Bool>(false)

  /// - Parameters:
  ///   - found: batches of an earlier run; they are asked for at once.
  ///   - planner: of requests for batches.
  ///   - inquiry: the run's.
  init(
    found: [OutstandingBatch], committer: Committer, planner: RequestPlanner, parts: RunParts,
    inquiry: KeyInquiry, abort: AbortFlag
  ) {
    self.committer = committer
    self.planner = planner
    self.parts = parts
    self.inquiry = inquiry
    self.abort = abort
    let now = parts.now()
    state = Confined(
      "batch.lane",
      State(
        batches: found.map { Outstanding(batch: $0, nextAsk: now) }, isDoubtful: !found.isEmpty))
  }

  /// There may be something to do; never blocks.
  func wake() {
    guard !isStepPosted.exchange(true, ordering: .acquiringAndReleasing) else { return }
    state.post { [weak self] state in self?.step(&state) }
  }

  /// Blocks until it does nothing more; what is at the provider stays there.
  func close() {
    closing.raise()
    let isClosed = Rest<Void>()
    state.post { state in
      state.isClosed = true
      isClosed.wake(())
    }
    isClosed.wait()
  }

  private func step(_ state: inout State) {
    isStepPosted.store(false, ordering: .releasing)
    guard !state.isClosed else { return }
    do throws(StoreFailure) {
      // First what is known already: nothing that fails to be asked may keep it from being kept.
      try write(&state)
      try takeIn(&state)
      let hasAsked = try askNext(&state)
      let hasSubmitted = try submitNext(&state)
      if state.isInTrouble { parts.say(.storeRecovered) }
      state.isInTrouble = false
      if hasSubmitted || hasAsked { return wake() }
    } catch {
      if !state.isInTrouble { parts.say(.storeFailed(error, waiting: 0)) }
      state.isInTrouble = true
      // No patience mends a damaged file.
      if case .corrupt = error { committer.leave(error) }
      return rest(for: .seconds(1))
    }
    let moments = state.batches.map(\.nextAsk) + [state.submitAt].compactMap(\.self)
    if let moment = moments.min() { rest(for: moment - parts.now()) }
  }

  private func rest(for span: Duration) {
    state.post(after: parts.clock.length(of: span)) { [weak self] _ in self?.wake() }
  }

  /// - Returns: whether there was something to ask for.
  private func askNext(_ state: inout State) throws(StoreFailure) -> Bool {
    let now = parts.now()
    guard let index = state.batches.firstIndex(where: { $0.nextAsk <= now }) else {
      if state.isDoubtful { committer.askedForBatches() }
      state.isDoubtful = false
      return false
    }
    // Also where the queue cannot be told what comes of it: the provider is not asked each second.
    let batch = state.batches[index].batch
    state.batches[index].nextAsk = now + BatchPolling.wait(after: batch.asks)
    switch try ask(for: state.batches[index]) {
    case .out(let asked):
      state.batches[index] = asked
    case .back(let returned):
      state.batches.remove(at: index)
      state.returned = returned
      try takeIn(&state)
    }
    return true
  }
}
