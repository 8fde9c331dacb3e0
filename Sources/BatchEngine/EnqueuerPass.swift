import BatchCore

/// One enqueue on its way.
struct EnqueuerPass {
  private let enqueuer: Enqueuer
  private var report = EnqueueReport()
  private var batch = EnqueuerBatch()
  /// What is being written while more is read.
  private var pending: [EnqueuerBatch.Entry]?
  private var shown = 0

  init(_ enqueuer: Enqueuer) { self.enqueuer = enqueuer }

  /// False once the user or a failure has ended it.
  var goesOn: Bool { report.ending == .finished }

  private var hasFailed: Bool {
    switch report.ending {
    case .finished, .stopped: false
    case .storeFailed, .rejectsFailed: true
    }
  }

  mutating func read(_ source: any ByteSource) {
    var splitter = RecordSplitter(limit: enqueuer.limits.record)
    var reading = Reading(name: source.name)
    do throws(SourceFailure) {
      try source.read(chunk: enqueuer.limits.chunk) { chunk in
        take(splitter.feed(chunk), &reading, isArray: splitter.isArray)
        if batch.isDue(at: enqueuer.elapsed(), enqueuer.limits) { commit() }
        if goesOn, enqueuer.shouldStop() { report.ending = .stopped }
        return goesOn && !reading.isBroken
      }
      guard goesOn, !reading.isBroken else { return }
      // An unfinished last record of a source that failed is a part of one: it is not read.
      take(splitter.finish(), &reading, isArray: splitter.isArray)
      if reading.records == 0, !reading.isBroken { report.empty.append(source.name) }
    } catch {
      note(unread: EnqueueMistake(source: source.name, line: nil, mistake: LineMistake(error)))
      if error.exitStatus == 74 { report.readFailed = true }
    }
  }

  /// Commits what is gathered and puts the file of rejected lines in its place.
  mutating func end() -> EnqueueReport {
    commit()
    settle()
    enqueuer.writer.close()
    if let rejects = enqueuer.rejects {
      report.rejects = rejects.path
      do throws(OutputFile.Failure) {
        try rejects.finish()
      } catch {
        fail(error)
      }
    }
    report.hidden = max(report.rejected + report.conflicting - shown, 0)
    return report
  }

  private mutating func take(_ pieces: [SplitPiece], _ reading: inout Reading, isArray: Bool) {
    for piece in pieces where goesOn && !reading.isBroken {
      switch piece {
      case .blank(let lines):
        report.blank += lines
      case .record(let line, let bytes):
        reading.records += 1
        let article = Result { () throws(LineMistake) in try enqueuer.reader.read(bytes) }
        if isArray, case .failure(let mistake) = article, mistake.breaksArray {
          breakOff(&reading, line, mistake.inArray, element: reading.records)
        } else {
          add(article, reading, line, bytes, isArray)
        }
      case .tooLong(let line):
        reading.records += 1
        add(.failure(.tooLong(enqueuer.limits.record)), reading, line, nil, isArray)
      case .broken(let line, let mistake):
        breakOff(&reading, line, mistake)
      }
    }
  }

  private mutating func add(
    _ article: Result<Article, LineMistake>, _ reading: Reading, _ line: Int, _ bytes: [UInt8]?,
    _ isElement: Bool
  ) {
    let kept = enqueuer.rejects == nil ? nil : bytes
    let entry = EnqueuerBatch.Entry(
      source: reading.name, line: line, element: isElement ? reading.records : nil,
      isTooLong: bytes == nil, bytes: kept,
      reading: article)
    let now = enqueuer.elapsed()
    batch.add(entry, size: bytes?.count ?? 0, at: now)
    if batch.isDue(at: now, enqueuer.limits) { commit() }
  }

  private mutating func breakOff(
    _ reading: inout Reading, _ line: Int, _ mistake: LineMistake, element: Int? = nil
  ) {
    reading.isBroken = true
    note(
      unread: EnqueueMistake(
        source: reading.name, line: line, element: element, mistake: mistake))
  }

  /// Said always: it stands for everything behind it.
  private mutating func note(unread mistake: EnqueueMistake) {
    commit()
    settle()
    report.unread.append(mistake)
    enqueuer.say(mistake)
  }

  /// Has what is gathered written, after what was handed over before.
  private mutating func commit() {
    let gathered = batch
    batch = EnqueuerBatch()
    guard !gathered.entries.isEmpty else { return }
    settle()
    guard !hasFailed else { return }
    enqueuer.writer.begin(gathered.articles, update: enqueuer.update)
    pending = gathered.entries
  }

  /// Counts what is being written once it is durable.
  private mutating func settle() {
    guard let entries = pending.take() else { return }
    do throws(StoreFailure) {
      count(entries, try enqueuer.writer.finish())
    } catch {
      report.ending = .storeFailed(error)
    }
    do throws(OutputFile.Failure) {
      try enqueuer.rejects?.flush()
    } catch {
      fail(error)
    }
  }

  private mutating func count(_ entries: [EnqueuerBatch.Entry], _ results: [EnqueueResult]) {
    var rest = results[...]
    for entry in entries {
      if entry.element != nil { report.elements += 1 }
      switch entry.reading {
      case .failure(let mistake):
        report.rejected += 1
        if entry.isTooLong { report.tooLong += 1 }
        refuse(entry, mistake)
      case .success(let article):
        guard let result = rest.popFirst() else { continue }
        report.count(result)
        if article.title.isEmpty { report.untitled += 1 }
        if result == .conflicting { refuse(entry, .conflict(id: article.id)) }
      }
    }
  }

  private mutating func refuse(_ entry: EnqueuerBatch.Entry, _ mistake: LineMistake) {
    if let bytes = entry.bytes { enqueuer.rejects?.keep(bytes) }
    guard shown < enqueuer.limits.mistakes else { return }
    shown += 1
    enqueuer.say(
      EnqueueMistake(
        source: entry.source, line: entry.line, element: entry.element, mistake: mistake))
  }

  private mutating func fail(_ failure: OutputFile.Failure) {
    if case .storeFailed = report.ending { return }
    report.ending = .rejectsFailed(path: failure.path, reason: failure.reason)
  }
}

extension EnqueuerPass {
  /// How far one source is read.
  private struct Reading {
    let name: String
    var records = 0
    var isBroken = false
  }
}

extension LineMistake {
  fileprivate init(_ failure: SourceFailure) {
    self.init(failure.reason, remedy: failure.remedy)
  }

  fileprivate static func tooLong(_ limit: Int) -> LineMistake {
    LineMistake(
      "the record is longer than \(limit % (1 << 20) == 0 ? "\(limit >> 20) MiB" : "\(limit) bytes")",
      remedy: "Shorten it; --rejects does not keep it")
  }

  fileprivate static func conflict(id: String) -> LineMistake {
    LineMistake(
      "the article `\(id)` is already in the queue with other content",
      remedy: "It is left as it was; --update replaces it")
  }

  /// Behind broken JSON the end of an element is only a guess, and text could pass for an article.
  fileprivate var inArray: LineMistake {
    var mistake = self
    mistake.remedy =
      "The elements before it are kept; repair the file and enqueue it again"
    return mistake
  }
}
