import BatchCore

/// Writes a role's tasks out in input order, a part at a time: memory does not grow with the queue.
package struct Exporter {
  package let reader: any QueueReader
  package let role: String
  package let filter: ExportFilter
  /// Rows held at once where they are decoded: lines of JSON are written as they are stored.
  package let pageSize: Int
  /// Told after each read how many tasks were looked at so far; may throw to end the export.
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

  /// What became of the tasks asked for.
  package struct Count: Equatable {
    package var written = 0
    /// Finished or put back meanwhile: the next export has what they are by then.
    package var leftOut = 0

    package init() {}
  }

  /// Hands lines of JSON, with their line feeds, to the sink: many at a time, or one where there
  /// are pictures.
  ///
  /// - Parameter pictures: where they are written, each before its line; nil if the role has none.
  /// - Throws: `StoreFailure` from the queue, or what the sink throws.
  package func lines(
    pictures: PictureFolder? = nil, to sink: (_ lines: [UInt8]) throws -> Void
  ) throws -> Count {
    guard let pictures else { return try storedLines(to: sink) }
    var count = Count()
    var lines = ExportLines(role: role)
    _ = try named(pictures) { row, name in
      guard let row = try written(row, name, to: pictures) else {
        count.leftOut += 1
        return
      }
      lines.add(row)
      try sink(lines.bytes)
      lines.removeAll()
      count.written += 1
    }
    try pictures.folder.finish()
    return count
  }

  /// Bytes of lines gathered before the sink gets them.
  private static let portion = 1 << 18

  /// Lines made of the texts as they are stored. The sink gets them after each read: it may take
  /// its time, for which no read is held.
  private func storedLines(to sink: (_ lines: [UInt8]) throws -> Void) throws -> Count {
    var count = Count()
    var lines = ExportLines(role: role)
    var next: Int64? = 0
    while let last = next {
      next = try reader.pass(role: role, after: last, filter: filter) { row in
        if row.result?.extraction == .image {
          count.leftOut += 1
        } else {
          lines.add(row)
          count.written += 1
        }
        return lines.bytes.count < Self.portion
      }
      if !lines.bytes.isEmpty { try sink(lines.bytes) }
      lines.removeAll()
      try watch(count.written + count.leftOut)
    }
    return count
  }

  /// Hands a table's header and records to the sink, in two passes: the first finds the columns.
  package func table(
    pictures: PictureFolder? = nil, to sink: (_ record: [UInt8]) throws -> Void
  ) throws -> Count {
    var columns = ExportColumns()
    let looked = try named(pictures) { row, name in
      columns.add(pictures?.naming(row, name) ?? row)
    }
    let table = ExportTable(
      role: role, columns: columns, hasFailures: filter == .failed || filter == .all)
    try sink(table.header)
    var count = Count()
    _ = try named(pictures, lookedAt: looked) { row, name in
      // One that finished meanwhile may have a field that no column is for.
      guard let row = try written(row, name, to: pictures), let record = table.record(row) else {
        count.leftOut += 1
        return
      }
      try sink(record)
      count.written += 1
    }
    try pictures?.folder.finish()
    return count
  }

  /// Writes one file an article, and its picture beside it.
  package func files(into folder: OutputFolder) throws -> Count {
    let pictures = PictureFolder(folder: folder, path: "")
    var count = Count()
    _ = try named(pictures) { row, name in
      guard let row = try written(row, name, to: pictures) else {
        count.leftOut += 1
        return
      }
      try folder.add(ArticleFile(row: row, role: role).bytes, named: name + ".md")
      count.written += 1
    }
    try folder.finish()
    return count
  }

  /// The tasks asked for; where files are written, each with the name of its own.
  ///
  /// Then those that are not asked for are looked at too: which of two articles has the plain name
  /// must not depend on which is finished first.
  private func named(
    _ pictures: PictureFolder?, lookedAt before: Int = 0,
    _ body: (_ row: ExportRow, _ name: String) throws -> Void
  ) throws -> Int {
    guard pictures != nil else { return try rows(filter, lookedAt: before) { try body($0, "") } }
    var names = ArticleFileNames()
    return try rows(.all, lookedAt: before) { row in
      let name = names.next(row.id)
      if filter.takes(row) { try body(row, name) }
    }
  }

  /// Writes a task's picture, if it has one.
  ///
  /// - Returns: the task with its picture's file in its output; nil if it was put back meanwhile,
  ///   whether or not it was drawn anew since, or is the first of its role to have one and there is
  ///   no place for it: the next export has it.
  private func written(
    _ row: ExportRow, _ name: String, to pictures: PictureFolder?
  ) throws -> ExportRow? {
    guard let pictures else { return row.result?.extraction == .image ? nil : row }
    guard let result = row.result, result.extraction == .image else { return row }
    guard
      let bytes = try reader.picture(
        role: role, article: row.number, attempt: result.attempt)
    else { return nil }
    try pictures.write(bytes, of: row, name)
    return pictures.naming(row, name)
  }

  /// How many of a role's tasks one pass looks at.
  ///
  /// - Parameter namesFiles: files are written, of pictures or articles: for their names all tasks
  ///   are looked at, whichever are asked for.
  package static func span(
    of tasks: StatusReport.Role, _ filter: ExportFilter, namesFiles: Bool
  ) -> Int {
    switch filter {
    case _ where namesFiles: tasks.total
    case .all: tasks.total
    case .done: tasks.done
    case .accepted: tasks.accepted
    case .failed: tasks.failed
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
