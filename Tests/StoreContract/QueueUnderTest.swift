import BatchCore

/// A fresh queue, as its writer and as a reader see it.
package final class QueueUnderTest {
  package private(set) var store: any TaskStore
  package let reader: any QueueReader
  private let reopen: (any TaskStore) throws -> any TaskStore

  /// - Parameter reopen: gives the writer up as it stands, and opens the same queue anew.
  package init(
    store: any TaskStore, reader: any QueueReader,
    reopen: @escaping (any TaskStore) throws -> any TaskStore
  ) {
    self.store = store
    self.reader = reader
    self.reopen = reopen
  }

  /// The writer dies with its claims in hand, and another takes its place.
  package func replaceWriter() throws { store = try reopen(store) }
}
