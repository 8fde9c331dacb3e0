/// What the body of a 200 says, plain or streamed, before anyone judges it.
package struct Completion: Sendable, Equatable {
  package var id: String?
  package var model: String?
  package var provider: String?
  /// The first error in the body, in a chunk or in its first choice.
  package var error: JSONValue?
  /// A choice with a message was there.
  package var hasMessage = false
  package var text = ""
  package var refusal = ""
  /// Something was thought, or a tool was called, beside the text (S40).
  package var hasOtherContent = false
  /// Where pictures are: data URLs, as a rule; base64 of the image API.
  package var images: [String] = []
  /// The last one that was not null: the chunk with the usage comes later and has none.
  package var finishReason: String?
  package var nativeFinishReason: String?
  package var usage: JSONValue?
  /// The body is a document that ends, or a stream with `[DONE]` or a finish reason.
  package var isComplete = false
  /// An event of the stream that is not JSON: text may be missing.
  package var isGarbled = false

  /// Reads a body as JSON or as an event stream, whichever it is: headers have been seen to lie.
  ///
  /// - Returns: nil if the body is neither; white space alone is neither.
  package init?(body: [UInt8], contentType: String?) {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var start = body.starts(with: byteOrderMark) ? 3 : 0
    while start < body.count, body[start].isJSONSpace { start += 1 }
    guard start < body.count else { return nil }
    switch body[start] {
    case UInt8(ascii: "{"):
      guard let root = try? JSONReader.document(body[start...]),
        case .object = root
      else { return nil }
      add(root)
      isComplete = true
    case UInt8(ascii: ":"), UInt8(ascii: "d"), UInt8(ascii: "e"), UInt8(ascii: "i"),
      UInt8(ascii: "r"):
      let events = EventStream(body)
      let isStream = contentType?.lowercased().contains("event-stream") ?? false
      guard isStream || !events.payloads.isEmpty || events.isDone else { return nil }
      add(events)
    default:
      return nil
    }
  }

  private mutating func add(_ events: EventStream) {
    for (number, payload) in events.payloads.enumerated() {
      if let chunk = try? JSONReader.document(payload), case .object = chunk {
        add(chunk)
      } else if events.isDone || number < events.payloads.count - 1 {
        isGarbled = true
      }
    }
    isComplete = events.isDone || finishReason != nil
  }

  private mutating func add(_ chunk: JSONValue) {
    id = id ?? filled(chunk[member: "id"])
    model = model ?? filled(chunk[member: "model"])
    provider = provider ?? filled(chunk[member: "provider"])
    if let usage = chunk[member: "usage"], case .object = usage { self.usage = usage }
    error = error ?? meant(chunk[member: "error"])
    let first = chunk[member: "choices"]?.elements?.first {
      ($0[member: "index"]?.integer ?? 0) == 0
    }
    guard let first else { return addImages(of: chunk) }
    error = error ?? meant(first[member: "error"])
    finishReason = filled(first[member: "finish_reason"]) ?? finishReason
    nativeFinishReason = filled(first[member: "native_finish_reason"]) ?? nativeFinishReason
    guard let message = first[member: "message"] ?? first[member: "delta"], case .object = message
    else { return }
    hasMessage = true
    text += words(message[member: "content"])
    refusal += words(message[member: "refusal"])
    for name in ["reasoning", "reasoning_content", "reasoning_details", "tool_calls"] {
      guard let other = message[member: name] else { continue }
      hasOtherContent = hasOtherContent || !(other.elements ?? []).isEmpty || filled(other) != nil
    }
    for name in ["images", "content"] {
      for part in message[member: name]?.elements ?? [] {
        let place = part[member: "image_url"]
        if let url = filled(place?[member: "url"]) ?? filled(place) { images.append(url) }
      }
    }
  }

  /// The image API's answer has no choices: `data[].b64_json`.
  private mutating func addImages(of answer: JSONValue) {
    guard answer[member: "choices"] == nil, let entries = answer[member: "data"]?.elements else {
      return
    }
    hasMessage = true
    images += entries.compactMap { filled($0[member: "b64_json"]) ?? filled($0[member: "url"]) }
  }

  private func filled(_ value: JSONValue?) -> String? {
    value?.text.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// `null`, `false` and `""` where an error could be mean that there is none.
  private func meant(_ error: JSONValue?) -> JSONValue? {
    switch error {
    case nil, .null, .bool(false), .string(""): nil
    case .some(let error): error
    }
  }

  /// Content is a text, null, or an array of parts of which some are text.
  private func words(_ content: JSONValue?) -> String {
    if let text = content?.text { return text }
    return (content?.elements ?? []).map { $0.text ?? $0[member: "text"]?.text ?? "" }.joined()
  }
}
