/// The payloads of a whole `text/event-stream` body, as the WHATWG HTML standard reads one (9.2.6).
///
/// It works on bytes, so a character split between two chunks is no concern. Unlike the standard it
/// keeps a last event that no blank line ends: a cut stream is shown with all that arrived.
package struct EventStream: Sendable, Equatable {
  /// The `data` of every event in order, lines joined by LF, without the closing `[DONE]`.
  package private(set) var payloads: [ArraySlice<UInt8>] = []
  /// True once an event said `[DONE]`: nothing is missing.
  package private(set) var isDone = false

  /// Whether a `Content-Type` announces an event stream, whatever its case and parameters.
  package static func isAnnounced(by contentType: String?) -> Bool {
    guard let type = contentType?.utf8.prefix(while: { $0 != UInt8(ascii: ";") }) else {
      return false
    }
    return type.lazy.filter { !ProgressWatch.isWhiteSpace($0) }.map(\.loweredASCII)
      .elementsEqual("text/event-stream".utf8)
  }

  package init(_ body: [UInt8]) {
    var lines = EventStreamLines(body)
    var event: [UInt8]?
    while let line = lines.next() {
      if line.isEmpty {
        close(&event)
      } else if let value = Self.data(of: line) {
        // In place: a body may be one event of a million lines.
        if event == nil { event = [] } else { event?.append(UInt8(ascii: "\n")) }
        event?.append(contentsOf: value)
      }
    }
    close(&event)
  }

  private mutating func close(_ event: inout [UInt8]?) {
    guard let data = event.take()?[...], !data.isEmpty else { return }
    let isMark = data.drop(while: ProgressWatch.isWhiteSpace).elementsEqual(Self.doneMark)
    if isMark { isDone = true } else { payloads.append(data) }
  }

  /// The value of a `data` line; nil for comments and every other field.
  private static func data(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard line.starts(with: dataName) else { return nil }
    var rest = line.dropFirst(dataName.count)
    guard let colon = rest.popFirst() else { return rest }
    guard colon == UInt8(ascii: ":") else { return nil }
    return rest.first == UInt8(ascii: " ") ? rest.dropFirst() : rest
  }

  static let doneMark = Array("[DONE]".utf8)
  static let dataName = Array("data".utf8)
}
