import Foundation

/// A POST to `/api/beta/batches`, read as strictly as the stream parser behind it.
struct BatchSubmission {
  let model: String
  let rows: [SimulatedBatch.Row]

  private static let endpoints = [
    "/v1/chat/completions", "/v1/responses", "/v1/messages", "/v1/embeddings",
  ]

  /// - Returns: the refusal of what it does not take.
  static func read(_ body: Data) -> Result<BatchSubmission, RefusedRequest> {
    guard let root = (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] else {
      return .failure(RefusedRequest(refusal: .notJSON))
    }
    let before = memberNames(of: Array(body)).prefix { $0 != "requests" }
    guard before.contains("endpoint"), before.contains("model") else {
      return refused("endpoint and model must come before requests")
    }
    guard let endpoint = root["endpoint"] as? String, endpoints.contains(endpoint) else {
      return refused("unknown endpoint")
    }
    guard let model = root["model"] as? String, !model.isEmpty,
      let requests = root["requests"] as? [[String: Any]], !requests.isEmpty
    else { return refused("a model and at least one request are needed") }
    var rows: [SimulatedBatch.Row] = []
    for request in requests {
      guard let name = request["custom_id"] as? String, !rows.contains(where: { $0.name == name })
      else { return refused("each request needs a custom_id of its own") }
      guard let body = request["body"] as? [String: Any], body["model"] as? String == model else {
        return refused("all requests of a batch are for its one model")
      }
      guard body["stream"] as? Bool != true, body["modalities"] == nil,
        let bytes = try? JSONSerialization.data(withJSONObject: body)
      else { return refused("batches are neither streamed nor for images") }
      rows.append(SimulatedBatch.Row(name: name, body: bytes))
    }
    return .success(BatchSubmission(model: model, rows: rows))
  }

  private static func refused(_ message: String) -> Result<BatchSubmission, RefusedRequest> {
    .failure(RefusedRequest(refusal: .error(400, message)))
  }

  /// The names of a document's own members, in their order.
  private static func memberNames(of bytes: [UInt8]) -> [String] {
    var names: [String] = []
    var depth = 0
    var start: Int?
    var last = ""
    var isEscaped = false
    for (index, byte) in bytes.enumerated() {
      if let begin = start {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          last = String(decoding: bytes[(begin + 1)..<index], as: UTF8.self)
          start = nil
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): start = index
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ":") where depth == 1: names.append(last)
      default: break
      }
    }
    return names
  }
}
