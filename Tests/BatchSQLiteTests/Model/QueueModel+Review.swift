import BatchCore
import StoreContract

extension QueueModel {
  /// - Returns: what was said before and is said now; nil if it was refused.
  mutating func judge(_ judging: Judging, now: Timestamp) -> JudgedResult? {
    guard let place = place(judging.role, judging.article),
      tasks[place].answer?.attempt.record.number == judging.attempt
    else { return nil }
    let was = tasks[place].judgement
    tasks[place].judgement = judging.verdict.map {
      Judgement(verdict: $0, note: judging.note, at: now)
    }
    return JudgedResult(was: was, now: tasks[place].judgement)
  }

  /// - Returns: whether it was sent back.
  mutating func sendBack(_ sendBack: SendBack, onto target: LadderPlace?) -> Bool {
    guard let place = place(sendBack.role, sendBack.article), isOfText(place),
      tasks[place].answer?.attempt.record.number == sendBack.attempt
    else { return false }
    switch tasks[place].record.state {
    case .ready, .claimed: return false
    case .done, .failed, .cancelled: break
    }
    change(tasks[place].record.id, at: Timestamp(milliseconds: 0)) { record in
      record.restart(.sentBack)
      record.adjustment = Adjustment(clearCache: true, note: sendBack.note)
      if let model = sendBack.model { (record.rung, record.model) = (0, model) }
      if let target { (record.rung, record.model) = (target.rung, target.model) }
    }
    return true
  }

  /// - Returns: whether the result is the task's again.
  mutating func keepResult(_ keeping: Keeping) -> Bool {
    guard let place = place(keeping.role, keeping.article), isOfText(place),
      tasks[place].record.adjustment.note != nil
    else { return false }
    switch tasks[place].record.state {
    case .claimed, .done: return false
    case .ready, .failed, .cancelled: break
    }
    change(tasks[place].record.id, at: Timestamp(milliseconds: 0)) { $0.follow(Make.answer()) }
    return true
  }

  private func place(_ role: String, _ article: String) -> Int? {
    tasks.firstIndex {
      $0.record.role == role && articles[Int($0.record.article) - 1].article.id == article
    }
  }

  private func isOfText(_ place: Int) -> Bool {
    let revision = articles[Int(tasks[place].record.article) - 1].revision
    return tasks[place].answer?.attempt.record.shape.revision == revision
  }
}
