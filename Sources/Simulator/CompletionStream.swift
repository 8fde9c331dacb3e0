/// Writes an answer as server-sent events.
struct CompletionStream {
  let completion: Completion
  let lineEnd: String

  /// Everything from the first comment to `[DONE]`, as one run of bytes.
  var bytes: [UInt8] {
    var output = opening
    append(body, to: &output)
    output.append(contentsOf: "data: [DONE]\(lineEnd)\(lineEnd)".utf8)
    return output
  }

  /// S35: half of the answer, then an error as an event, then the end of the stream.
  func broken(code: JSON, message: String) -> [UInt8] {
    var output = opening
    append(Array(deltas.prefix(deltas.count / 2)), to: &output)
    var frame = envelope([
      [
        "index": 0, "delta": ["role": "assistant", "content": ""], "finish_reason": "error",
        "native_finish_reason": "error", "logprobs": nil,
      ]
    ])
    frame.insert(("error", ["code": code, "message": .string(message)]), at: 0)
    append([.object(frame)], to: &output)
    return output
  }

  static func comment(_ lineEnd: String) -> [UInt8] {
    Array(": OPENROUTER PROCESSING\(lineEnd)\(lineEnd)".utf8)
  }

  private var opening: [UInt8] { Self.comment(lineEnd) + Self.comment(lineEnd) }

  private var body: [JSON] {
    var frames: [JSON] = []
    switch completion.shape {
    case .noChoices: frames.append(.object(envelope([])))
    case .choicesMissing: frames.append(.object(envelope(nil)))
    case .noMessage: frames.append(finishFrame)
    case .whole:
      frames = deltas
      frames.append(finishFrame)
    }
    // The documents say that this chunk has no choices; the recordings show an empty one.
    if let usage = completion.usage {
      var frame = envelope([
        [
          "index": 0, "delta": ["role": "assistant", "content": ""], "finish_reason": nil,
          "native_finish_reason": nil, "logprobs": nil,
        ]
      ])
      frame.append(("usage", usage.json))
      frames.append(.object(frame))
    }
    return frames
  }

  private var deltas: [JSON] {
    var frames = [frame(["role": "assistant", "content": ""])]
    if let reasoning = completion.reasoning {
      frames.append(frame(["role": "assistant", "content": "", "reasoning": .string(reasoning)]))
    }
    if let refusal = completion.refusal {
      frames.append(frame(["role": "assistant", "refusal": .string(refusal)]))
    }
    switch completion.content {
    case .null: break
    case .parts(let parts):
      frames.append(
        frame(["content": .array(parts.map { ["type": "text", "text": .string($0)] })]))
    case .text(let text):
      for piece in Self.pieces(of: text) {
        frames.append(frame(["role": "assistant", "content": .string(piece)]))
      }
    }
    if !completion.images.isEmpty {
      frames.append(
        frame(["role": "assistant", "images": .array(completion.images.map(\.part))]))
    }
    return frames
  }

  private var finishFrame: JSON {
    var choice: [(name: String, value: JSON)] = [
      ("index", 0), ("delta", ["role": "assistant", "content": ""]),
      ("finish_reason", JSON(completion.finish)),
      ("native_finish_reason", JSON(completion.nativeFinish)), ("logprobs", nil),
    ]
    if let error = completion.error { choice.append(("error", error)) }
    return .object(envelope([.object(choice)]))
  }

  private func frame(_ delta: JSON) -> JSON {
    .object(
      envelope([
        [
          "index": 0, "delta": delta, "finish_reason": nil, "native_finish_reason": nil,
          "logprobs": nil,
        ]
      ]))
  }

  private func envelope(_ choices: [JSON]?) -> [(name: String, value: JSON)] {
    var members: [(name: String, value: JSON)] = [
      ("id", .string(completion.id)), ("provider", .string(completion.provider)),
      ("model", .string(completion.model)), ("object", "chat.completion.chunk"),
      ("created", JSON(completion.created)),
    ]
    if let choices { members.append(("choices", .array(choices))) }
    return members
  }

  private func append(_ frames: [JSON], to output: inout [UInt8]) {
    for frame in frames {
      output.append(contentsOf: "data: ".utf8)
      output.append(contentsOf: frame.bytes)
      output.append(contentsOf: lineEnd.utf8)
      output.append(contentsOf: lineEnd.utf8)
    }
  }

  /// At least three pieces and at most forty, none larger than it must be.
  private static func pieces(of text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    guard !scalars.isEmpty else { return [] }
    let count = min(scalars.count, max(3, min(40, scalars.count / 200)))
    return (0..<count).map { index in
      let range = (scalars.count * index / count)..<(scalars.count * (index + 1) / count)
      var piece = String.UnicodeScalarView()
      piece.append(contentsOf: scalars[range])
      return String(piece)
    }
  }
}
