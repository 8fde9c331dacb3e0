import Dispatch
import Synchronization

/// A value that lives on a serial queue of its own: whoever wants to touch it posts work there.
///
/// Work runs in the order it was posted, one at a time, and may block: the queue is private.
package final class Confined<Value>: Sendable {
  private let queue: DispatchQueue
  private let value: Mutex<Value>

  package init(_ label: String, _ value: sending Value) {
    queue = DispatchQueue(label: label)
    self.value = Mutex(value)
  }

  /// Runs the work after everything posted before it; returns at once.
  package func post(_ work: @escaping @Sendable (inout Value) -> Void) {
    queue.async { self.value.withLock { work(&$0) } }
  }

  /// The same, not before the given span has passed, an hour at the most: who waits longer looks
  /// again.
  package func post(after span: Duration, _ work: @escaping @Sendable (inout Value) -> Void) {
    let (seconds, attoseconds) = min(max(span, .zero), .seconds(3600)).components
    let nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    queue.asyncAfter(deadline: .now() + .nanoseconds(Int(nanoseconds))) {
      self.value.withLock { work(&$0) }
    }
  }
}
