import BatchCore

/// How much an enqueuer takes at a time.
package struct EnqueuerLimits: Sendable, Equatable {
  /// Of one batch, which is one transaction.
  package var lines = 10_000
  /// Of one batch, in bytes; 8 MiB. One record more than that may be added.
  package var bytes = 8 << 20
  /// Of gathering one batch, so that a slow pipe's articles do not wait.
  package var span = Duration.milliseconds(200)
  /// Of one read, in bytes; 256 KiB.
  package var chunk = 256 << 10
  /// Of one record, in bytes.
  package var record = RecordSplitter.defaultLimit
  /// Mistakes that are reported one by one; the others are counted.
  package var mistakes = 20

  package init() {}
}
