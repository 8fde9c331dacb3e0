import BatchCore
import Synchronization

@testable import BatchEngine

/// An input in memory.
struct TextSource: ByteSource {
  var name = "articles.jsonl"
  var bytes: [UInt8]
  /// Thrown by `check`.
  var refusal: SourceFailure?
  /// Thrown at the end.
  var failure: SourceFailure?

  init(_ text: String, name: String = "articles.jsonl") {
    self.name = name
    bytes = Array(text.utf8)
  }

  func check() throws(SourceFailure) {
    if let refusal { throw refusal }
  }

  func read(
    chunk size: Int, _ take: (UnsafeRawBufferPointer) -> Bool
  ) throws(SourceFailure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let chunk = Array(rest.prefix(size))
      rest = rest.dropFirst(size)
      if !chunk.withUnsafeBytes(take) { return }
    }
    if let failure { throw failure }
  }
}

/// An enqueuer with everything round it.
struct EnqueuerBench {
  var store = EnqueuerStore()
  var fields = FieldNames()
  var update = false
  var limits = EnqueuerLimits()
  var rejects: OutputFile?
  /// Asks until a stop; nil for none.
  var chunksUntilStop: Int?

  func enqueue(_ texts: String...) throws -> (report: EnqueueReport, said: [String]) {
    try enqueue(sources: texts.map { TextSource($0) })
  }

  func enqueue(
    sources: [any ByteSource]
  ) throws -> (report: EnqueueReport, said: [String]) {
    var said: [String] = []
    var asked = 0
    let enqueuer = Enqueuer(
      intake: store, fields: fields, update: update, limits: limits, rejects: rejects,
      elapsed: { .zero },
      shouldStop: {
        asked += 1
        return chunksUntilStop.map { asked >= $0 } ?? false
      },
      say: { said.append($0.text) })
    let report = try enqueuer.enqueue(sources)
    return (report, said)
  }
}

func line(_ id: String, _ body: String = "b") -> String {
  #"{"id":"\#(id)","title":"t","body":"\#(body)"}"#
}
