import BatchCore

/// Something in a run that its user may want to know.
package enum RunEvent: Sendable {
  /// Tasks whose run had died are ready again.
  case recovered(Int)
  /// Answers that an earlier run could not write are in the queue now.
  /// Files of which not every answer could be used are kept under another name.
  case tookIn(Int, copies: [String])
  /// The provider's model list cannot be had: the run plans with the one that was kept then, or,
  /// for nil, with what is known without any.
  case modelListMissing(keptSince: Timestamp?)
  /// Tasks were made for articles enqueued since the role last ran.
  case madeTasks(role: String, count: Int)
  /// Done tasks were put back, their results being of an earlier prompt.
  case redoing(role: String, count: Int)
  /// Results that were to be made anew fit again, the prompt being what it was.
  case reinstated(role: String, count: Int)
  /// A settlement is on disk.
  case settled(articleID: String, role: String, model: String, Settlement)
  case paused(Pause)
  /// Pauses are over; another may hold everything still.
  case resumed([Pause.Key], still: Pause?)
  /// A pause is being probed with one ordinary request.
  case probing(Pause)
  /// The pace keeps everyone waiting until the given moment.
  case waiting(until: Timestamp, reason: String)
  case pace(PaceNews)
  /// The queue cannot be written; answers are kept in memory and the write is tried again.
  case storeFailed(StoreFailure, waiting: Int)
  case storeRecovered
  /// A refusal has taught how a model is to be asked.
  case learned(model: String, ModelLesson)
  /// Another model answers than the one that is asked.
  case answeredByOther(OtherModel)
  /// Answers were put aside at exit.
  case putAside(count: Int, path: String)
  /// Nor can answers be put aside; it is tried again until the user wants to leave at any price.
  case spoolFailed(StoreFailure, waiting: Int)
  /// The user wanted to leave at any price: answers that the next run asks for again.
  case leftUnwritten(Int)
  case stopping(inFlight: Int)
  /// A batch of an earlier run is at the provider still; it is asked for at once.
  case batchFound(OutstandingBatch)
  /// The same of a role that this run does not work.
  case batchElsewhere(OutstandingBatch)
  /// The provider has a batch.
  case batchAccepted(role: String, tasks: Int)
  /// A batch has come back; what it did not answer goes through the live lane.
  case batchReturned(role: String, tasks: Int, answered: Int)
  /// The provider knows a batch no more; the live lane asks.
  case batchForgotten(OutstandingBatch)
  /// The provider did not answer when it was asked for a batch; it is asked again.
  case batchUnanswered(role: String)
  /// The queue could not take in that the provider has a batch; that was put aside at exit.
  case batchPutAside(OutstandingBatch, path: String)
  /// Nor could it be put aside: the next run does not know the batch.
  case batchLeft(OutstandingBatch)
  /// The provider takes no batch now; it is offered again then.
  case batchPutOff(Failure, until: Timestamp)
  /// The live lane does a role's work, or all of it (nil).
  case batchLaneClosed(role: String?, Failure)
  /// A role whose work cannot go into batches.
  case batchLaneUnfit(role: String)
  /// Tasks were put back from another terminal.
  case retried(Int)
  /// A reviewer sent a result back.
  case sentBack(article: String, role: String)
  /// Tasks were taken out from another terminal.
  case cancelled(CancelledTasks)
  /// The queue may cost something else from now on.
  case budget(Budget)
  /// Little is left with the provider; the sentence says how much.
  case lowBalance(String)
  /// As many requests in flight at most from now on.
  case concurrency(Int)
}
