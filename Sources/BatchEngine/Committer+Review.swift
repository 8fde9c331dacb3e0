import BatchCore

/// What reviewers want made anew, carried out beside the work.
extension Committer {
  func sendBack(
    _ sendBack: SendBack, _ desk: inout Desk
  ) throws(StoreFailure) -> ChangeReport {
    let place = sendBack.model.flatMap {
      desk.dispatcher.place(like: LadderPlace(rung: 0, model: $0), in: sendBack.role)
    }
    try parts.store.sendBack(sendBack, onto: place)
    desk.dispatcher.tasksChanged()
    parts.say(.sentBack(article: sendBack.article, role: sendBack.role))
    return .sentBack
  }

  func keepResult(_ keeping: Keeping, _ desk: inout Desk) throws(StoreFailure) -> ChangeReport {
    try parts.store.keepResult(keeping)
    desk.dispatcher.tasksChanged()
    return .keptResult
  }

  /// The job file may have been edited since the run read it.
  ///
  /// - Parameter model: on which a task is to begin; nil: on the first.
  func check(_ model: String?, of role: String?, _ desk: Desk) throws(ChangeRefusal) {
    guard let model, let role, desk.dispatcher.roles.contains(role),
      desk.dispatcher.place(like: LadderPlace(rung: 0, model: model), in: role) == nil
    else { return }
    throw .unable(
      "The run at work does not use \(model) for \(role); it keeps the job file as it was "
        + "when it began. Stop it and start it again, then try again.")
  }
}
