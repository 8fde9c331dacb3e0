import BatchCore
import BatchEngine

extension RunNotice {
  /// What the batch lane says.
  static func batch(_ event: RunEvent) -> String? {
    switch event {
    case .batchFound(let batch):
      "A batch of an earlier run is at the provider since \(batch.since.iso): "
        + "\(tasks(batch.tasks, of: batch.role)). Asking for it now."
    case .batchElsewhere(let batch):
      "At the provider, in a batch since \(batch.since.iso): \(tasks(batch.tasks, of: batch.role)). "
        + "batch run --role \(batch.role) takes it in."
    case .batchAccepted(let role, let count):
      "In a batch at the provider: \(tasks(count, of: role)). It may take up to a day; Ctrl-C leaves it "
        + "there, and the next run takes it in."
    case .batchReturned(let role, let count, let answered) where answered == count:
      "A batch is back, all of it answered: \(tasks(count, of: role))."
    case .batchReturned(let role, let count, let answered):
      "A batch is back: \(Wording.grouped(answered)) of \(tasks(count, of: role)) answered. The live "
        + "lane does the rest."
    case .batchForgotten(let batch):
      "The provider knows the batch \(batch.id) of \(batch.since.iso) no more: "
        + "\(tasks(batch.tasks, of: batch.role)). What it has cost is not known. The live lane asks."
    case .batchUnanswered(let role):
      "The provider does not say how the batch of \(role) stands. It is asked for again, and nothing "
        + "is lost."
    case .batchPutAside(let batch, let path):
      "The provider has the batch \(batch.id), \(tasks(batch.tasks, of: batch.role)), and the queue does "
        + "not know it yet. Put aside in \(path), for the next run to take in."
    case .batchLeft(let batch):
      "Left without a note of the batch \(batch.id) at the provider, \(tasks(batch.tasks, of: batch.role)): "
        + "it could be written nowhere. The next run asks for these tasks again; what the batch costs "
        + "is at openrouter.ai/activity."
    case .batchPutOff(let failure, let moment):
      "The provider takes no batch now: \(failure.sentence) Trying again at \(moment.iso)."
    case .batchLaneClosed(let role, let failure):
      "\(role.map { "No batch of \($0)" } ?? "No batch") can be made: \(failure.sentence) The live "
        + "lane asks, at the ordinary price."
    case .batchLaneUnfit(let role):
      "Batches hold text only: \(role) goes through the live lane, at the ordinary price."
    default: nil
    }
  }

  private static func tasks(_ count: Int, of role: String) -> String {
    "\(Wording.counted(count, "task")) of \(role)"
  }
}
