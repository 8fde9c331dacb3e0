import Synchronization

/// Raised once, seen by everyone who holds it.
package final class AbortFlag: Sendable {
  private let raised = Atomic<Bool>(false)

  package init() {}

  package func raise() { raised.store(true, ordering: .releasing) }

  package var isRaised: Bool { raised.load(ordering: .acquiring) }
}
