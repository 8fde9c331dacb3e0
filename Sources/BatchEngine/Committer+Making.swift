import BatchCore
import Confinement

/// The tasks of a long queue, made between turns.
extension Committer {
  /// Makes a part of what is missing, after whoever got work has it, and sees that the rest
  /// follows.
  func makeTasks(_ desk: inout Desk) throws(StoreFailure) {
    let isHeld = desk.dispatcher.isHeld
    guard !desk.dispatcher.isStopping, desk.unmade.first(unless: isHeld) != nil else { return }
    try desk.unmade.makePart(parts, unless: isHeld)
    desk.dispatcher.tasksChanged()
    postTurn(&desk)
  }

  /// What a run that has ended did not come to make.
  func unmade() -> UnmadeTasks {
    let answer = Rest<UnmadeTasks>()
    desk.post { answer.wake($0.unmade) }
    return answer.wait()
  }
}
