import BatchCore

/// The effects a run works through; put together once, in the executable.
package struct RunParts: Sendable {
  package var store: any TaskStore
  package var reader: any QueueReader
  package var spool: any AnswerSpool
  /// Called on each worker's own thread.
  package var makeTransport: @Sendable () -> any Transport
  package var clock: any RunClock
  /// 0 ..< 1.
  package var chance: @Sendable () -> Double
  /// What is worth telling the user, as it happens.
  package var say: @Sendable (RunEvent) -> Void
  /// Tasks that are made in one transaction: settlements wait meanwhile, some hundredths of a
  /// second.
  package var tasksAtOnce = 2_000

  package init(
    store: any TaskStore, reader: any QueueReader, spool: any AnswerSpool,
    makeTransport: @escaping @Sendable () -> any Transport,
    clock: any RunClock, chance: @escaping @Sendable () -> Double,
    say: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.store = store
    self.reader = reader
    self.spool = spool
    self.makeTransport = makeTransport
    self.clock = clock
    self.chance = chance
    self.say = say
  }

  func now() -> Timestamp { clock.now }
}
