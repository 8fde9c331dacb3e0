import Synchronization

/// True the first time it is asked, false ever after.
final class Switch: Sendable {
  private let wasFlipped = Atomic<Bool>(false)

  func flip() -> Bool { !wasFlipped.exchange(true, ordering: .acquiringAndReleasing) }

  var isFlipped: Bool { wasFlipped.load(ordering: .acquiring) }
}
