import Dispatch
import Synchronization

/// Where a worker rests until somebody hands it something.
package final class Rest<Value: Sendable>: Sendable {
  private let waiting = Mutex<[Value]>([])
  private let signal = DispatchSemaphore(value: 0)

  package init() {}

  /// Hands over a value; never blocks.
  package func wake(_ value: Value) {
    waiting.withLock { $0.append(value) }
    signal.signal()
  }

  /// Blocks the calling thread until a value is handed over; values come in the order given.
  package func wait() -> Value {
    while true {
      signal.wait()
      if let value = waiting.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return value }
    }
  }
}
