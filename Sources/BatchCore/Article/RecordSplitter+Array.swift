/// Where in an array a splitter stands.
struct ArrayState: Equatable {
  enum Place: Equatable {
    /// Before an element; `]` is right only where there is none yet.
    case before(first: Bool)
    /// In an element, or in the space behind it.
    case element
    /// Behind the closing bracket.
    case closed
  }

  var place = Place.before(first: true)
  var depth = 0
  var string = JSONStringState()
}

extension RecordSplitter {
  mutating func takeArray(_ bytes: UnsafeRawBufferPointer, _ pieces: inout [SplitPiece]) {
    guard case .array(var state) = mode else { return }
    var start = 0
    for index in bytes.indices {
      let byte = bytes[index]
      defer { if byte == 0x0A { line += 1 } }
      switch state.place {
      case .element:
        guard state.endsElement(at: byte) else { continue }
        append(bytes[start..<index])
        endElement(&pieces)
        state = ArrayState()
        state.place = byte == UInt8(ascii: ",") ? .before(first: false) : .closed
      case .before(let first):
        if isSpace(byte) { continue }
        if byte == UInt8(ascii: "]"), first {
          state.place = .closed
        } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: ",") {
          return breakOff("an element is missing: a comma too many", &pieces)
        } else {
          beginRecord()
          start = index
          state.place = .element
          _ = state.endsElement(at: byte)
        }
      case .closed:
        if !isSpace(byte) { return breakOff("text after the array's closing bracket", &pieces) }
      }
    }
    if state.place == .element { append(bytes[start...]) }
    mode = .array(state)
  }

  mutating func finishArray(_ state: ArrayState, _ pieces: inout [SplitPiece]) {
    switch state.place {
    case .closed: break
    case .before: breakOff("the array is not closed", &pieces)
    case .element:
      line = recordLine
      breakOff("the array ends inside the element that begins here", &pieces)
    }
  }

  private mutating func endElement(_ pieces: inout [SplitPiece]) {
    if isTooLong {
      pieces.append(.tooLong(line: recordLine))
    } else {
      while let last = record.last, isSpace(last) { record.removeLast() }
      pieces.append(.record(line: recordLine, bytes: record))
    }
    record = []
  }

  private mutating func breakOff(_ sentence: String, _ pieces: inout [SplitPiece]) {
    mode = .over
    record = []
    pieces.append(
      .broken(
        line: line,
        LineMistake(
          sentence, remedy: "The elements before it are kept; repair the file and enqueue it again",
          breaksArray: true)))
  }
}

extension ArrayState {
  /// Follows strings and brackets; true at the comma or bracket that ends the element.
  fileprivate mutating func endsElement(at byte: UInt8) -> Bool {
    if string.take(byte) { return false }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: ","): return depth == 0
    case UInt8(ascii: "]"):
      if depth == 0 { return true }
      depth -= 1
    case UInt8(ascii: "}"):
      if depth > 0 { depth -= 1 }
    default: break
    }
    return false
  }
}
