import BatchCore

/// Writes a role's tasks out in input order, a page at a time: memory does not grow with the queue.
package struct Exporter {
  package let reader: any QueueReader
  package let role: String
  package let filter: ExportFilter
  /// Rows held at once.
  package let pageSize: Int

  package init(
    reader: any QueueReader, role: String, filter: ExportFilter = .done, pageSize: Int = 200
  ) {
    self.reader = reader
    self.role = role
    self.filter = filter
    self.pageSize = pageSize
  }

  /// Hands every line, with its line feed, to the sink; returns how many.
  ///
  /// - Throws: `StoreFailure` from the queue, or what the sink throws.
  package func export(to sink: (_ line: [UInt8]) throws -> Void) throws -> Int {
    var count = 0
    var last: Int64 = 0
    while true {
      let rows = try reader.page(role: role, after: last, filter: filter, limit: pageSize)
      guard let end = rows.last else { return count }
      for row in rows {
        var line = ExportLine(row: row, role: role).bytes
        line.append(0x0A)
        try sink(line)
      }
      count += rows.count
      last = end.number
    }
  }
}
