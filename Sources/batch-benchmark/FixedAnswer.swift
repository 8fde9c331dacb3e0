import Foundation

/// What the servers of the rows of speed answer to everything, and what the bare client sends.
enum FixedAnswer {
  /// A chat completion whose text is a rewritten article of about so many bytes.
  static func completion(bytes: Int) throws -> [UInt8] {
    let sentence = "Rewritten: the chain squeaks, and <b>oil</b> will not cure it. It's late. "
    let body = String(repeating: sentence, count: max(bytes / sentence.utf8.count, 1))
    return try answer(json(["title": "Rewritten", "body": body]))
  }

  /// One whose text is no JSON: an answer that cannot be used.
  static func prose() throws -> [UInt8] { try answer("I would rather talk about it.") }

  /// A request of about the size of one for an article of so many bytes.
  static func request(bytes: Int) throws -> [UInt8] {
    let sentence = "The chain squeaks, and <b>oil</b> will not cure it. It's late. "
    let text = String(repeating: sentence, count: bytes / sentence.utf8.count + 12)
    let message = ["role": "user", "content": text]
    return Array(
      try json(["model": "openai/gpt-4o-mini", "messages": [message], "max_tokens": 4000]).utf8)
  }

  private static func answer(_ text: String) throws -> [UInt8] {
    let choice: [String: Any] = [
      "index": 0, "finish_reason": "stop", "message": ["role": "assistant", "content": text],
    ]
    return Array(
      try json([
        "id": "gen-benchmark", "object": "chat.completion", "created": 1_700_000_000,
        "model": "openai/gpt-4o-mini", "provider": "Benchmark", "choices": [choice],
        "usage": [
          "prompt_tokens": 1500, "completion_tokens": 1500, "total_tokens": 3000, "cost": 0.0012,
        ],
      ]).utf8)
  }

  private static func json(_ value: Any) throws -> String {
    let data = try JSONSerialization.data(
      withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
  }
}
