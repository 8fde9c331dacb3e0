import BatchCore
import Confinement

/// Where a source's blocking work meets handlers that may not block: looks and changes on a queue
/// each, every one answered within the deadline.
final class DashboardDesk: Sendable {
  private let looks = Confined("batch.dashboard.looks", ())
  private let changes = Confined("batch.dashboard.changes", ())
  private let clock = Confined("batch.dashboard.deadline", ())
  private let source: any DashboardSource
  private let deadline: Duration

  init(source: any DashboardSource, deadline: Duration) {
    self.source = source
    self.deadline = deadline
  }

  func look(_ name: String, _ query: [String: String]) async -> PageAnswer {
    await answer(on: looks, late: { _ in .refusal(Self.unread, status: 503) }) { source in
      source.look(name, query)
    }
  }

  /// What the page shows first, if it is there at once.
  func first() async -> PageAnswer? {
    let answer = await answer(
      on: looks, within: Self.moment, late: { _ in .refusal(Self.unread, status: 503) }
    ) { source in source.look("status", [:]) }
    return answer.status == 200 ? answer : nil
  }

  /// So long a page may wait for what it shows first.
  private static let moment: Duration = .milliseconds(50)

  func carryOut(_ change: [UInt8]) async -> PageAnswer {
    await answer(
      on: changes,
      late: { lateness in
        .refusal(
          lateness == .begun
            ? "The queue is not being written at the moment; the change may still take effect. "
              + "Look again in a while."
            : ChangeRefusal.notWriting(isOpen: false).sentence, status: 503)
      }
    ) { source in source.carryOut(change) }
  }

  private static let unread = "The queue cannot be read at the moment. Try again in a while."

  private func answer(
    on queue: Confined<Void>, within span: Duration? = nil,
    late: @escaping @Sendable (PendingAnswer.Lateness) -> PageAnswer,
    _ work: @escaping @Sendable (any DashboardSource) -> PageAnswer
  ) async -> PageAnswer {
    await withCheckedContinuation { continuation in
      let pending = PendingAnswer(continuation)
      clock.post(after: span ?? deadline) { [weak pending] _ in pending?.giveUp(late) }
      queue.post { [source] _ in
        if pending.begin() { pending.answer(work(source)) }
      }
    }
  }
}

extension PageAnswer {
  /// A refusal in words: what happened, and what to do where that is known.
  package static func refusal(_ sentence: String, remedy: String? = nil, status: Int) -> PageAnswer
  {
    var json = JSONText()
    json.openObject()
    json.name("error")
    json.string(sentence)
    json.name("remedy")
    if let remedy { json.string(remedy) } else { json.raw("null") }
    json.closeObject()
    return PageAnswer(status: status, body: json.bytes)
  }
}
