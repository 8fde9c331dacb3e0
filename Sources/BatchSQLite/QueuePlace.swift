/// Where a queue is, for those who do not open it.
package struct QueuePlace: Sendable {
  /// Absolute, without symbolic links, so that every way to a queue leads to one lock and socket.
  package let path: String

  /// - Parameter path: as the user gave it; the file need not exist.
  package init(_ path: String) { self.path = FileSystem.resolved(path) }

  /// Who writes it now; nil if nobody does.
  package var holder: LockHolder? { WriterLock.holder(of: path) }

  package var exists: Bool { FileSystem.exists(path) }
}
