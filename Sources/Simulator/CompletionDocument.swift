extension Completion {
  /// The answer to a plain request.
  var document: JSON {
    var members: [(name: String, value: JSON)] = [
      ("id", .string(id)), ("provider", .string(provider)), ("model", .string(model)),
      ("object", "chat.completion"), ("created", JSON(created)),
    ]
    switch shape {
    case .choicesMissing: break
    case .noChoices: members.append(("choices", []))
    case .whole, .noMessage: members.append(("choices", [choice]))
    }
    members.append(("system_fingerprint", nil))
    if let usage { members.append(("usage", usage.json)) }
    return .object(members)
  }

  private var choice: JSON {
    var members: [(name: String, value: JSON)] = [
      ("logprobs", nil), ("finish_reason", JSON(finish)),
      ("native_finish_reason", JSON(nativeFinish)), ("index", 0),
    ]
    if case .whole = shape {
      var message: [(name: String, value: JSON)] = [
        ("role", "assistant"), ("content", contentValue), ("refusal", JSON(refusal)),
        ("reasoning", JSON(reasoning)),
      ]
      if !images.isEmpty { message.append(("images", .array(images.map(\.part)))) }
      members.append(("message", .object(message)))
    }
    if let error { members.append(("error", error)) }
    return .object(members)
  }

  private var contentValue: JSON {
    switch content {
    case .text(let text): .string(text)
    case .parts(let parts): .array(parts.map { ["type": "text", "text": .string($0)] })
    case .null: .null
    }
  }
}
