import BatchCore

/// Writes a role's tasks out in input order, a page at a time: memory does not grow with the queue.
package struct Exporter {
  package let reader: any QueueReader
  package let role: String
  package let filter: ExportFilter
  /// Rows held at once.
  package let pageSize: Int
  /// Told after each page how many tasks were looked at so far; may throw to end the export.
  package let watch: (Int) throws -> Void

  package init(
    reader: any QueueReader, role: String, filter: ExportFilter = .done, pageSize: Int = 200,
    watch: @escaping (Int) throws -> Void = { _ in }
  ) {
    self.reader = reader
    self.role = role
    self.filter = filter
    self.pageSize = pageSize
    self.watch = watch
  }

  /// Hands every line of JSON, with its line feed, to the sink; returns how many.
  ///
  /// - Throws: `StoreFailure` from the queue, or what the sink throws.
  package func lines(to sink: (_ line: [UInt8]) throws -> Void) throws -> Int {
    try rows(filter) { row in
      var line = ExportLine(row: row, role: role).bytes
      line.append(0x0A)
      try sink(line)
    }
  }

  /// What became of a table's tasks.
  package struct TableCount: Equatable {
    package var written = 0
    /// Finished meanwhile, with a field that no column is for: the next export has them.
    package var leftOut = 0

    package init() {}
  }

  /// Hands a table's header and records to the sink, in two passes: the first finds the columns.
  package func table(to sink: (_ record: [UInt8]) throws -> Void) throws -> TableCount {
    var columns = ExportColumns()
    let looked = try rows(filter) { columns.add($0) }
    let table = ExportTable(role: role, columns: columns, hasFailures: filter != .done)
    try sink(table.header)
    var count = TableCount()
    _ = try rows(filter, lookedAt: looked) { row in
      guard let record = table.record(row) else {
        count.leftOut += 1
        return
      }
      try sink(record)
      count.written += 1
    }
    return count
  }

  /// Writes one file an article; returns how many.
  ///
  /// Tasks that are not asked for are looked at too: which of two articles has the plain name must
  /// not depend on which is finished first.
  package func files(into folder: OutputFolder) throws -> Int {
    var names = ArticleFileNames()
    var count = 0
    _ = try rows(.all) { row in
      let name = names.next(row.id)
      guard isAskedFor(row.state) else { return }
      try folder.add(ArticleFile(row: row, role: role).bytes, named: name)
      count += 1
    }
    try folder.finish()
    return count
  }

  private func isAskedFor(_ state: TaskState) -> Bool {
    switch (filter, state) {
    case (.all, _), (.done, .done), (.failed, .failed): true
    default: false
    }
  }

  private func rows(
    _ filter: ExportFilter, lookedAt before: Int = 0, _ body: (ExportRow) throws -> Void
  ) throws -> Int {
    var count = 0
    var last: Int64 = 0
    while true {
      let rows = try reader.page(role: role, after: last, filter: filter, limit: pageSize)
      guard let end = rows.last else { return count }
      for row in rows { try body(row) }
      count += rows.count
      try watch(before + count)
      last = end.number
    }
  }
}
