/// Follows an event stream byte by byte and counts those that carry something.
struct EventLineWatch: Sendable, Equatable {
  private var place = Place.name([])
  private var isStart = true
  private var wasDone = false

  private enum Place: Equatable {
    /// In a line's field name, undecided; never longer than the longest known name.
    case name([UInt8])
    /// In a comment or in a field that carries no data.
    case ignored
    /// In a `data` value: the bytes of it so far that agree with `[DONE]`, nil once one does not.
    case data(matched: Int?, isEmpty: Bool)
    /// In a line that is no field at all, such as a JSON error where a stream was announced.
    case text(isBlank: Bool)
  }

  /// True while the last `data` value is `[DONE]`, and for good once its line has ended.
  var isDone: Bool {
    if case .data(matched: EventStream.doneMark.count, _) = place { true } else { wasDone }
  }

  /// Reads the next bytes and says how many real ones became known by them.
  mutating func take(_ chunk: UnsafeRawBufferPointer) -> Int {
    var count = 0
    var index = 0
    while index < chunk.count {
      if let weight = weightOfRest {
        // Nearly all of a stream.
        let end = chunk[index...].firstIndex(where: Self.endsLine) ?? chunk.count
        count += weight * (end - index)
        index = end
        guard index < chunk.count else { break }
      }
      count += take(chunk[index])
      index += 1
    }
    return count
  }

  /// What each byte up to the end of the line counts; nil: it depends on the byte.
  private var weightOfRest: Int? {
    switch place {
    case .ignored: 0
    case .data(matched: nil, isEmpty: false), .text(isBlank: false): 1
    case .name, .data, .text: nil
    }
  }

  private static func endsLine(_ byte: UInt8) -> Bool {
    byte == EventStreamLines.lineFeed || byte == EventStreamLines.carriageReturn
  }

  /// Reads one byte and says how many real ones became known by it.
  mutating func take(_ byte: UInt8) -> Int {
    if Self.endsLine(byte) { return endLine() }
    switch place {
    case .name(let name): return takeName(name, byte)
    case .data(let matched, let isEmpty): return takeData(matched, isEmpty, byte)
    case .text(isBlank: true) where ProgressWatch.isWhiteSpace(byte): return 0
    case .text:
      place = .text(isBlank: false)
      return 1
    case .ignored: return 0
    }
  }

  private mutating func endLine() -> Int {
    wasDone = isDone
    isStart = false
    defer { place = .name([]) }
    guard case .name(let name) = place, !name.isEmpty else { return 0 }
    return name == EventStream.dataName || Self.emptyFields.contains(name) ? 0 : name.count
  }

  private mutating func takeName(_ name: [UInt8], _ byte: UInt8) -> Int {
    if name.isEmpty, ProgressWatch.isWhiteSpace(byte) {
      place = .text(isBlank: true)
      return 0
    }
    if byte == UInt8(ascii: ":") {
      if name == EventStream.dataName {
        place = .data(matched: 0, isEmpty: true)
        return 0
      }
      if name.isEmpty || Self.emptyFields.contains(name) {
        place = .ignored
        return 0
      }
    }
    let longer = name + [byte]
    if isStart, longer == EventStreamLines.byteOrderMark {
      place = .name([])
      isStart = false
      return 0
    }
    let isKnown = byte != UInt8(ascii: ":") && longer.count <= Self.longestName
    place = isKnown ? .name(longer) : .text(isBlank: false)
    return isKnown ? 0 : longer.count
  }

  private mutating func takeData(_ matched: Int?, _ isEmpty: Bool, _ byte: UInt8) -> Int {
    if isEmpty, ProgressWatch.isWhiteSpace(byte) { return 0 }
    var next: Int?
    if let matched, matched < EventStream.doneMark.count, EventStream.doneMark[matched] == byte {
      next = matched + 1
    }
    place = .data(matched: next, isEmpty: false)
    return 1
  }

  private static let emptyFields = ["event", "id", "retry"].map { Array($0.utf8) }
  private static let longestName = 5
}
