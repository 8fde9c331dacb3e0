/// The payloads of a server-sent event stream that has arrived, whole or cut.
package struct StreamEvents: Sendable, Equatable {
  /// What follows `data:` on each line, in order; comments and other fields are left out.
  ///
  /// OpenRouter writes each event on one line (openrouter.md 1.3).
  package private(set) var payloads: [ArraySlice<UInt8>] = []
  /// `[DONE]` was said.
  package private(set) var isDone = false

  package init(_ body: [UInt8]) {
    for line in body.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let line = line.drop(while: \.isJSONSpace)
      guard line.starts(with: "data:".utf8) else { continue }
      let payload = line.dropFirst(5).drop(while: \.isJSONSpace)
      if payload.starts(with: "[DONE]".utf8) {
        isDone = true
      } else if !payload.isEmpty {
        payloads.append(payload)
      }
    }
  }
}
