import BatchCore
import BatchSQLite
import Foundation

extension QueueReplay {
  /// The queue and the model say different things.
  struct Mismatch: Error, CustomStringConvertible {
    var description: String
  }

  func expect<Value: Equatable>(_ found: Value, _ expected: Value, _ what: String) throws {
    guard found != expected else { return }
    throw Mismatch(
      description: """
        \(what)
          queue: \(found)
          model: \(expected)
        """)
  }

  /// Compares all that can be read of the queue.
  ///
  /// - Parameter isLive: its writer is this process.
  func check(_ reader: SQLiteQueueReader, isLive: Bool = true) throws {
    try checkFigures(reader, isLive: isLive)
    for role in model.roles.keys {
      try checkPage(role, reader)
      try checkFailures(role, reader)
    }
    try checkHistories(reader)
    try expect(try reader.document(named: "pace"), model.documents["pace"], "document")
    try expect(try reader.verify(), [], "verify")
  }

  /// Compares counters and pauses.
  func checkFigures(_ reader: SQLiteQueueReader, isLive: Bool = true) throws {
    let figures = try reader.figures(now: now)
    try expect(figures.articles, model.articles.count, "articles")
    try expect(figures.roles.map(\.role), model.roles.keys.sorted(), "roles")
    for role in figures.roles {
      var told = role
      told.models = told.models.filter(\.isAny)
      try expect(told, model.figures(role.role, now: now), "figures of \(role.role)")
    }
    try expect(figures.pauses.map(\.key), sortedPauses.map(\.key), "pauses")
    try expect(figures.pauses, sortedPauses, "pauses")
    if isLive { try checkRun(figures.run) }
  }

  private func checkHistories(_ reader: SQLiteQueueReader) throws {
    for index in model.articles.indices {
      let id = model.articles[index].article.id
      let history = try reader.history(article: id)
      let expected = model.history(index)
      for (task, other) in zip(history.tasks, expected.tasks) {
        try expect(task.record, other.record, "task of \(id)")
        try expect(task.attempts, other.attempts, "attempts on \(id)")
      }
      try expect(history, expected, "history of \(id)")
    }
  }

  private var sortedPauses: [Pause] {
    model.pauses.sorted {
      ($0.since, $0.scope.words.0, $0.scope.words.1, $0.reason.rawValue)
        < ($1.since, $1.scope.words.0, $1.scope.words.1, $1.reason.rawValue)
    }
  }

  private func checkRun(_ run: LiveRun?) throws {
    let claimed = model.tasks.count { task in
      if case .claimed = task.record.state { true } else { false }
    }
    try expect(run?.inFlight, claimed, "in flight")
    guard let expected = model.run else { return }
    try expect(run?.concurrency, expected.concurrency, "concurrency of the run")
    try expect(run?.startedAt, expected.startedAt, "start of the run")
  }

  private func checkFailures(_ role: String, _ reader: SQLiteQueueReader) throws {
    let tasks = model.tasks(of: role).map(\.record)
    for kind in model.figures(role, now: now).failures.map(\.kind) {
      let failed = tasks.filter { task in
        if case .failed(let failure) = task.state { failure.kind == kind } else { false }
      }
      let ids = failed.map { model.articles[Int($0.article) - 1].article.id }
      try expect(
        try reader.failed(role: role, kind: kind, limit: 1000), ids, "failed of \(kind)")
    }
    let waiting = try reader.waiting(role: role, now: now, examples: 1)
    let later = tasks.compactMap(\.notBefore).filter { $0 > now }
    try expect(waiting.map(\.count).reduce(0, +), later.count, "waiting")
    try expect(waiting.map(\.until).min(), later.min(), "first of the waiting")
  }

  private func checkPage(_ role: String, _ reader: SQLiteQueueReader) throws {
    for filter in ExportFilter.allCases {
      let rows = try reader.page(role: role, after: 0, filter: filter, limit: 1000)
      let tasks = model.tasks(of: role).filter { filter.takes($0, exported: model.exported($0)) }
        .sorted { $0.record.article < $1.record.article }
      try expect(rows.map(\.number), tasks.map(\.record.article), "export of \(filter)")
      try expect(rows.map(\.state), tasks.map(\.record.state), "states in the export")
      try expect(rows.map(\.result), tasks.map(model.exported), "results in the export")
    }
  }
}

extension QueueModel {
  /// A result that was made of an older text is not the article's any more.
  fileprivate func exported(_ task: StoredTask) -> StoredResult? {
    let revision = articles[Int(task.record.article) - 1].revision
    return task.answer?.attempt.record.shape.revision == revision ? task.result : nil
  }
}

extension ExportFilter {
  fileprivate func takes(_ task: QueueModel.StoredTask, exported: StoredResult?) -> Bool {
    switch self {
    case .all: true
    case .done: exported != nil && task.judgement?.verdict != .rejected
    case .accepted: exported != nil && task.judgement?.verdict == .accepted
    case .failed: if case .failed = task.record.state { true } else { false }
    }
  }
}

extension Pause.Scope {
  /// As the queue sorts them.
  fileprivate var words: (String, String) {
    switch self {
    case .queue: ("queue", "")
    case .role(let name): ("role", name)
    case .model(let name): ("model", name)
    case .freeModels: ("free", "")
    }
  }
}
