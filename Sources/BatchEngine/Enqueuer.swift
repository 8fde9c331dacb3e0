import BatchCore

/// Puts articles into the queue: sources, records, articles, batches, store.
///
/// Memory stays flat whatever the length of the input: one chunk, one batch and one record are
/// held.
package struct Enqueuer {
  let intake: any ArticleIntake
  let reader: ArticleReader
  let update: Bool
  let limits: EnqueuerLimits
  let rejects: OutputFile?
  let elapsed: () -> Duration
  let shouldStop: () -> Bool
  let say: (EnqueueMistake) -> Void

  /// - Parameters:
  ///   - update: an article of the same id and other content is replaced, not skipped.
  ///   - rejects: keeps the rejected and conflicting lines.
  ///   - elapsed: a clock that never goes back.
  ///   - shouldStop: asked after each chunk; what was read until then is still committed.
  ///   - say: gets the mistakes as they are found, the first of them only.
  package init(
    intake: any ArticleIntake, fields: FieldNames = FieldNames(), update: Bool = false,
    limits: EnqueuerLimits = EnqueuerLimits(), rejects: OutputFile? = nil,
    elapsed: @escaping () -> Duration, shouldStop: @escaping () -> Bool = { false },
    say: @escaping (EnqueueMistake) -> Void
  ) {
    self.intake = intake
    reader = ArticleReader(fields: fields)
    self.update = update
    self.limits = limits
    self.rejects = rejects
    self.elapsed = elapsed
    self.shouldStop = shouldStop
    self.say = say
  }

  /// Sees that every source can be read, before a byte of any is.
  package static func check(_ sources: [any ByteSource]) throws(SourceFailure) {
    for source in sources { try source.check() }
  }

  /// Reads the sources in order; each batch is durable once it is counted.
  ///
  /// - Throws: only before anything was enqueued. Everything later stands in the report.
  package func enqueue(_ sources: [any ByteSource]) throws(SourceFailure) -> EnqueueReport {
    try Self.check(sources)
    var pass = EnqueuerPass(self)
    for source in sources where pass.goesOn { pass.read(source) }
    return pass.end()
  }
}
