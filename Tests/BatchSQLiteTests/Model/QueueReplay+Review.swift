import BatchCore
import BatchSQLite
import StoreContract

/// What a reviewer does, to results that are there still and to others.
extension QueueReplay {
  func judge(_ verdict: Verdict?, _ pick: Int) throws {
    guard let (role, article, attempt) = picked(pick) else { return }
    let judging = Judging(
      role: role, article: article, attempt: attempt, verdict: verdict, note: "n\(pick)")
    let judged = try unlessRefused { () throws(StoreFailure) in
      try store.judge(judging, now: now)
    }
    try expect(judged, model.judge(judging, now: now), "judged")
  }

  func sendBack(_ pick: Int, isOnDear: Bool, isPlaced: Bool) throws {
    guard let (role, article, attempt) = picked(pick) else { return }
    let sendBack = SendBack(
      role: role, article: article, attempt: attempt, model: isOnDear ? Make.dear : nil,
      note: pick % 3 == 0 ? "" : "Shorter.\u{0}")
    let place = isOnDear && isPlaced ? LadderPlace(rung: 1, model: Make.dear) : nil
    let isSentBack = try unlessRefused { () throws(StoreFailure) in
      try store.sendBack(sendBack, onto: place)
      return true
    }
    try expect(isSentBack ?? false, model.sendBack(sendBack, onto: place), "sent back")
  }

  func keepResult(_ pick: Int) throws {
    guard let (role, article, _) = picked(pick) else { return }
    let keeping = Keeping(role: role, article: article)
    let isKept = try unlessRefused { () throws(StoreFailure) in
      try store.keepResult(keeping)
      return true
    }
    try expect(isKept ?? false, model.keepResult(keeping), "kept")
  }

  /// A claim that was ever handed out, of whatever came of it.
  private func picked(_ pick: Int) -> (role: String, article: String, attempt: ClaimNumber)? {
    guard !claims.isEmpty else { return nil }
    let claim = claims[pick % claims.count]
    let task = model.tasks[Int(claim.task.number) - 1]
    let article = model.articles[Int(task.record.article) - 1].article.id
    // Mostly of the result that is there.
    let attempt = pick % 5 == 0 ? claim.number : task.answer?.attempt.record.number
    return (task.record.role, article, attempt ?? claim.number)
  }

  private func unlessRefused<Answer>(
    _ work: () throws(StoreFailure) -> Answer
  ) throws(StoreFailure) -> Answer? {
    do {
      return try work()
    } catch {
      guard case .refusedReview = error else { throw error }
      return nil
    }
  }
}
