/// Cuts a file into records, whatever the size of the chunks it comes in, holding one record at
/// most.
///
/// A file whose first byte other than white space is `[` is a JSON array, any other is JSON lines.
/// Lines end at LF alone: every other line separator is content.
package struct RecordSplitter {
  /// 64 MiB: several times the longest book, and still a small part of a machine's memory.
  package static let defaultLimit = 64 << 20

  enum Mode: Equatable {
    /// The first bytes, which may be the mark of an encoding.
    case opening
    /// White space before the first record.
    case margin
    case lines
    case array(ArrayState)
    /// Broken: nothing more is read.
    case over
  }

  let limit: Int
  var mode = Mode.opening
  var line = 1
  /// The unfinished record, where it begins, and whether it has outgrown the limit.
  var record: [UInt8] = []
  var recordLine = 1
  var isTooLong = false
  private var head: [UInt8] = []
  private var marginLines = 0

  /// - Parameter limit: the longest record, in bytes.
  package init(limit: Int = RecordSplitter.defaultLimit) {
    self.limit = limit
  }

  /// True once the file has turned out to be a JSON array.
  package private(set) var isArray = false

  /// The records that end in this chunk.
  package mutating func feed(_ chunk: UnsafeRawBufferPointer) -> [SplitPiece] {
    var pieces: [SplitPiece] = []
    var rest = chunk[...]
    if mode == .opening {
      let taken = min(4 - head.count, rest.count)
      head.append(contentsOf: rest.prefix(taken))
      rest = rest.dropFirst(taken)
      guard head.count == 4 else { return [] }
      open(&pieces)
    }
    take(rest, &pieces)
    return pieces
  }

  /// What is left when the file has ended.
  package mutating func finish() -> [SplitPiece] {
    var pieces: [SplitPiece] = []
    if mode == .opening { open(&pieces) }
    switch mode {
    case .opening, .over: break
    case .margin:
      let lines = marginLines + (record.isEmpty ? 0 : 1)
      if lines > 0 { pieces.append(.blank(lines: lines)) }
    case .lines:
      if isTooLong || !record.isEmpty { endLine(&pieces) }
    case .array(let state): finishArray(state, &pieces)
    }
    mode = .over
    return pieces
  }

  private mutating func open(_ pieces: inout [SplitPiece]) {
    mode = .margin
    if let encoding = foreignEncoding(head) {
      mode = .over
      pieces.append(.broken(line: 1, foreign(encoding)))
      return
    }
    let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let text = Array(head[start...])
    text.withUnsafeBytes { take($0[...], &pieces) }
  }

  private mutating func take(_ bytes: Slice<UnsafeRawBufferPointer>, _ pieces: inout [SplitPiece]) {
    var rest = bytes
    if mode == .margin { rest = takeMargin(rest, &pieces) }
    switch mode {
    case .lines: takeLines(UnsafeRawBufferPointer(rebasing: rest), &pieces)
    case .array: takeArray(UnsafeRawBufferPointer(rebasing: rest), &pieces)
    case .opening, .margin, .over: break
    }
  }

  /// Passes white space until the first byte that says which kind of file this is; the part of it
  /// that stands in a JSON line's own line is that record's.
  private mutating func takeMargin(
    _ bytes: Slice<UnsafeRawBufferPointer>, _ pieces: inout [SplitPiece]
  ) -> Slice<UnsafeRawBufferPointer> {
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\n") {
        line += 1
        marginLines += 1
        record.removeAll()
      } else if isSpace(byte) {
        if record.count < limit { record.append(byte) }
      } else if byte == UInt8(ascii: "[") {
        record.removeAll()
        mode = .array(ArrayState())
        isArray = true
        return bytes[(index + 1)...]
      } else {
        if marginLines > 0 { pieces.append(.blank(lines: marginLines)) }
        recordLine = line
        mode = .lines
        return bytes[index...]
      }
    }
    return bytes[bytes.endIndex...]
  }
}
