import BatchCore
import StoreContract

/// What becomes of the candidates of a turn: by chance, and the same for the same candidate.
struct PreparationRule: Equatable {
  var salt: UInt64

  func preparation(of candidate: Candidate) -> Preparation {
    let task = candidate.task
    var dice = SplitMix(
      state: salt ^ UInt64(task.id.number) &* 0x9E37_79B9 ^ UInt64(task.rung) << 40)
    switch dice.next() % 16 {
    case 0: return .settle(.fail(Make.failure(.tooLong)))
    case 1: return .settle(.escalate(Make.failure(.notJSON), rung: 1, model: Make.dear))
    case 2:
      let pause = Make.pause(.role(task.role), .unknownModel, message: "M\(task.id.number)")
      return .settle(.pause(Make.failure(.unknownModel), pause))
    case 3: return .settle(.postpone(Make.failure(.throttled), .throttled, notBefore: nil))
    // As after an update of the program: the old bytes cannot be made any more.
    case 4: return .send(fresh(candidate, job: "digest-1"), body: [])
    case 5: return .send(candidate.resend?.shape ?? fresh(candidate, job: "unknown"), body: [])
    default: return .send(candidate.resend?.shape ?? fresh(candidate, job: "digest-2"), body: [])
    }
  }

  private func fresh(_ candidate: Candidate, job: String) -> AttemptShape {
    var shape = Make.shape(candidate, job: job)
    shape.bodySHA256 += " for \(job)"
    return shape
  }
}
