import Dispatch
import Synchronization

/// Values that lie ready for whoever comes first, as long as nobody has closed it.
///
/// Many threads close and take; one, the keeper, opens. It opens only what nobody has closed since
/// it last knew, so that a reason to close that is still on its way to the keeper is not passed
/// over.
package final class Stock<Value: Sendable>: Sendable {
  private struct State {
    var values: [Value] = []
    var isOpen = false
    var closings = 0
  }

  private let state = Mutex(State())
  /// Threads take turns here, so that they never meet at the mutex: ThreadSanitizer does not see who
  /// is let in by a mutex that others wait for.
  private let turn = DispatchSemaphore(value: 1)

  package init() {}

  private func inTurn<Result>(_ body: (inout sending State) -> sending Result) -> sending Result {
    turn.wait()
    defer { turn.signal() }
    return state.withLock(body)
  }

  /// The value that has lain longest; nil if there is none, or it is closed.
  package func take() -> Value? {
    inTurn { $0.isOpen && !$0.values.isEmpty ? $0.values.removeFirst() : nil }
  }

  /// Nothing is taken until the keeper, who is to be told, opens it again.
  package func close() {
    inTurn { state in
      state.isOpen = false
      state.closings += 1
    }
  }

  /// Adds values and opens, unless somebody has closed it of whom the keeper does not know yet.
  ///
  /// - Parameter closings: of which the keeper knows.
  package func open(adding values: [Value], closings: Int) {
    inTurn { state in
      state.values += values
      state.isOpen = state.closings == closings
    }
  }

  /// All that is left, for the keeper; closed until it is opened again.
  package func takeBack() -> [Value] {
    inTurn { state in
      state.isOpen = false
      defer { state.values = [] }
      return state.values
    }
  }
}
