import Foundation

/// A response as it came over the wire.
struct WireResponse: Sendable {
  var statusLine = ""
  /// By lower-case name.
  var headers: [String: String] = [:]
  /// Each chunk of the transfer encoding, or the one body.
  var chunks: [[UInt8]] = []
  /// Whether it ended as its headers promised.
  var isWhole = false

  var status: Int { statusLine.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0 }
  var bytes: [UInt8] { chunks.flatMap(\.self) }
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The body as a JSON object.
  var object: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] ?? [:]
  }

  var error: [String: Any] { object["error"] as? [String: Any] ?? [:] }
  var errorMessage: String { error["message"] as? String ?? "" }
  var metadata: [String: Any] { error["metadata"] as? [String: Any] ?? [:] }
  var usage: [String: Any] { object["usage"] as? [String: Any] ?? [:] }
  var choice: [String: Any] { (object["choices"] as? [[String: Any]])?.first ?? [:] }
  var message: [String: Any] { choice["message"] as? [String: Any] ?? [:] }
  var content: String { message["content"] as? String ?? "" }
  var finish: String? { choice["finish_reason"] as? String }

  /// The JSON of each `data:` line but `[DONE]`.
  var events: [[String: Any]] {
    text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline)
      .filter { $0.hasPrefix("data: {") }
      .compactMap {
        try? JSONSerialization.jsonObject(with: Data($0.dropFirst(6).utf8)) as? [String: Any]
      }
  }

  /// The text of a stream, put together.
  var streamed: String {
    events.map { event in
      let choice = (event["choices"] as? [[String: Any]])?.first
      return (choice?["delta"] as? [String: Any])?["content"] as? String ?? ""
    }.joined()
  }
}
