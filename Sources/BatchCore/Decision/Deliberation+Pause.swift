extension Deliberation {
  /// For an outage the queue is probed each 5 s at first.
  var outageProbe: Duration { .seconds(5) }

  /// S6, S22 to S24, S26, S27: not before the hint, and behind the others, so that one task that is
  /// refused again and again does not hold up the queue. No try is used: throttles never fail a
  /// task.
  var postponeBehindOthers: Decision {
    let behind = Backoff.throttle.bound(tries: situation.task.throttles)
    let wait = circumstance.wait ?? Backoff.throttle.base
    return .postpone(
      failure, .throttled, notBefore: situation.now + wait + behind * situation.chance)
  }

  /// S19 where the article, not the job, is the matter.
  var oddArticle: Decision {
    var failure = failure
    failure.remedy = """
      Something in this one article is not accepted. Read it, change what is odd and queue it again \
      with batch enqueue --update; or try another model: batch retry, then batch run --model ID.
      """
    return Deliberation(failure: failure, circumstance: circumstance, situation: situation).giveUp
  }

  /// S27 as 403: the network in front may dislike the article's text. A third time is enough; while
  /// it blocks everyone the breaker of the model lets hardly any come to that.
  var atEdge: Decision {
    guard situation.task.throttles >= 2 else { return postponeBehindOthers }
    var failure = failure
    failure.remedy = """
      The network in front of OpenRouter refused this article three times: perhaps something in its \
      text looks like an attack, such as code. Read it, shorten or change that part, queue it again \
      with batch enqueue --update; or try later: batch retry.
      """
    return Deliberation(failure: failure, circumstance: circumstance, situation: situation).giveUp
  }

  /// S15 to S17 with nothing left to give up.
  var withoutModel: Decision { escalate ?? pauseModel(.unknownModel) }

  /// No rung is left: the role stops if this was its only model, else this model does.
  func pauseModel(_ reason: Pause.Reason) -> Decision {
    let isOnly = situation.ladder.count < 2
    return pause(isOnly ? .role(situation.task.role) : .model(situation.shape.model), reason)
  }

  func pause(_ scope: Pause.Scope, _ reason: Pause.Reason, until: Timestamp? = nil) -> Decision {
    .pause(
      failure,
      Pause(
        scope: scope, reason: reason, since: situation.now,
        until: until.flatMap(nearFuture), message: failure.sentence,
        remedy: failure.remedy))
  }

  /// An end that is over or more than forty days away says nothing: caps start anew each month.
  private func nearFuture(_ moment: Timestamp) -> Timestamp? {
    moment > situation.now && moment < situation.now + .seconds(40 * 86_400) ? moment : nil
  }

  /// S25: the day's requests are counted over all `:free` models.
  var freeScope: Pause.Scope {
    ModelID.isFree(situation.shape.model) ? .freeModels : .model(situation.shape.model)
  }

  /// S25: the reset the provider names, else the next 00:00 UTC.
  var nextFreeDay: Timestamp {
    if let wait = circumstance.wait { return situation.now + wait }
    let day: Int64 = 86_400_000
    let begun = situation.now.milliseconds / day
    return Timestamp(milliseconds: (begun + 1) * day)
  }
}
