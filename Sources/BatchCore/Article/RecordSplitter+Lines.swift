import Foundation

extension RecordSplitter {
  mutating func takeLines(_ bytes: UnsafeRawBufferPointer, _ pieces: inout [SplitPiece]) {
    var rest = bytes[...]
    while let start = rest.base.baseAddress?.advanced(by: rest.startIndex), !rest.isEmpty,
      let found = memchr(start, 0x0A, rest.count)
    {
      let end = rest.startIndex + (UnsafeRawPointer(found) - start)
      append(rest[..<end])
      endLine(&pieces)
      rest = rest[(end + 1)...]
    }
    append(rest)
  }

  mutating func endLine(_ pieces: inout [SplitPiece]) {
    if isTooLong {
      pieces.append(.tooLong(line: line))
    } else if !record.allSatisfy(isSpace) {
      pieces.append(.record(line: line, bytes: record))
    } else if case .blank(let lines) = pieces.last {
      pieces[pieces.count - 1] = .blank(lines: lines + 1)
    } else {
      pieces.append(.blank(lines: 1))
    }
    line += 1
    beginRecord()
  }

  mutating func beginRecord() {
    record = []
    recordLine = line
    isTooLong = false
  }

  /// Adds to the unfinished record; past the limit its bytes are let go.
  mutating func append(_ bytes: Slice<UnsafeRawBufferPointer>) {
    guard !isTooLong else { return }
    if record.count + bytes.count > limit {
      isTooLong = true
      record = []
    } else {
      record.append(contentsOf: bytes)
    }
  }
}

/// JSON's white space (RFC 8259, section 2).
func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
}
