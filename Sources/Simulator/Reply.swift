/// What goes back over the connection, as a script of what to send and when.
struct Reply: Sendable {
  enum Step: Sendable {
    case bytes([UInt8])
    case rest(milliseconds: Int)
    /// Closes the connection although more was promised.
    case cut
  }

  enum Framing: Sendable {
    /// `Content-Length` with this figure, whatever the steps send.
    case length(Int)
    case chunked
  }

  var status: Int
  var headers: [(name: String, value: String)]
  var framing: Framing
  var steps: [Step]
  /// Rest before the status line.
  var delayMilliseconds = 0
  /// What is counted and charged for it.
  var usage = Usage.zero
  /// Streams stop when their reader leaves; plain requests run on.
  var isStream = false
}

extension Reply {
  init(_ refusal: Refusal) {
    let bytes = Array(refusal.body.utf8)
    status = refusal.status
    headers = [("Content-Type", refusal.contentType)] + refusal.headers
    framing = .length(bytes.count)
    steps = [.bytes(bytes)]
  }

  /// A connection that breaks before the first byte of the body.
  static let lost = Reply(status: 200, headers: [], framing: .length(1), steps: [.cut])

  /// A body with a known length.
  static func document(_ bytes: [UInt8]) -> Reply {
    Reply(
      status: 200, headers: [("Content-Type", "application/json")], framing: .length(bytes.count),
      steps: [.bytes(bytes)])
  }

  /// A stream sent in pieces of `sizes` bytes, in turn.
  static func events(_ bytes: [UInt8], sizes: [Int], pauseMilliseconds: Int) -> Reply {
    var steps: [Step] = []
    var start = 0
    var turn = 0
    while start < bytes.count {
      let size = sizes.isEmpty ? bytes.count : max(1, sizes[turn % sizes.count])
      let end = min(bytes.count, start + size)
      if start > 0, pauseMilliseconds > 0 { steps.append(.rest(milliseconds: pauseMilliseconds)) }
      steps.append(.bytes(Array(bytes[start..<end])))
      start = end
      turn += 1
    }
    return Reply(
      status: 200,
      headers: [("Content-Type", "text/event-stream"), ("Cache-Control", "no-cache")],
      framing: .chunked, steps: steps, isStream: true)
  }

  /// All bytes of the body, without the rests.
  var body: [UInt8] {
    steps.reduce(into: []) { body, step in
      if case .bytes(let bytes) = step { body.append(contentsOf: bytes) }
    }
  }
}
