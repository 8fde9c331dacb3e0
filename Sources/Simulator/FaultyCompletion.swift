import Foundation

extension Completion {
  /// Spoils a good answer to `request` as `fault` says; faults outside the answer leave it as it
  /// is.
  mutating func spoil(_ fault: Fault, request: ChatRequest, model: SimulatedModel, other: String) {
    let text = Self.text(for: request)
    switch fault {
    case .finishError:
      content = .text(Self.prefix(of: text, bytes: text.utf8.count / 2))
      finish = "error"
      nativeFinish = nil
      error = [
        "code": 502, "message": "Provider disconnected",
        "metadata": ["provider_name": .string(provider), "error_type": "provider_unavailable"],
      ]
      usage?.cost = .zero
    case .reasoningAteBudget:
      content = .text("")
      reasoning = "The article has several parts. First I have to think about what it says."
      finish = "length"
      bill(request, model, completionTokens: request.maxTokens ?? 4096)
      usage?.reasoningTokens = request.maxTokens ?? 4096
    case .empty, .emptyUnfinished:
      content = .text("")
      bill(request, model, completionTokens: 0)
      if fault == .emptyUnfinished {
        finish = nil
        usage?.cost = .zero
      }
      nativeFinish = finish
    case .reasoningOnly:
      content = .null
      reasoning = text
    case .noChoices: shape = .noChoices
    case .choicesMissing: shape = .choicesMissing
    case .noMessage: shape = .noMessage
    case .truncated:
      content = .text(Self.prefix(of: text, bytes: text.utf8.count * 3 / 5))
      finish = "length"
      nativeFinish = "max_tokens"
    case .prose:
      content = .text(
        "I have rewritten the article as you asked. It is clearer now, and all the facts are kept.")
    case .fencedJSON: content = .text("```json\n\(text)\n```")
    case .jsonInProse:
      content = .text("Sure! Here is the result:\n\n\(text)\n\nLet me know if you need changes.")
    case .trailingComma: content = .text(text.hasSuffix("}") ? text.dropLast() + ",}" : text)
    case .json5: content = .text(Self.value(for: request)?.json5 ?? text)
    case .missingField: content = .text(Self.changed(request) { _ in nil } ?? text)
    case .emptyField: content = .text(Self.changed(request) { _ in "" } ?? "")
    case .shrunkField:
      content = .text(
        Self.rewritten(request, text) { Self.prefix(of: $0, bytes: $0.utf8.count / 10) })
    case .accentless:
      content = .text(
        Self.rewritten(request, text) { $0.folding(options: .diacriticInsensitive, locale: nil) })
    case .droppedLinks:
      content = .text(
        Self.rewritten(request, text) {
          $0.replacingOccurrences(of: "\\]\\([^)]*\\)", with: "]", options: .regularExpression)
        })
    case .nulCharacter: content = .text(Self.rewritten(request, text) { "\0" + $0 })
    case .replacementCharacter: content = .text(Self.rewritten(request, text) { "\u{FFFD}" + $0 })
    case .contentParts:
      let half = Self.prefix(of: text, bytes: text.utf8.count / 2)
      content = .parts([half, String(text.unicodeScalars.dropFirst(half.unicodeScalars.count))])
    case .contentFilter:
      content = .text("")
      refusal = "I'm sorry, but I can't help with rewriting this article."
      finish = "content_filter"
      nativeFinish = "SAFETY"
    case .otherModel: self.model = other
    case .usageMissing: usage = nil
    default: break
    }
  }

  /// The good answer with the text of its last required member, or all of it, run through `change`.
  private static func rewritten(
    _ request: ChatRequest, _ text: String, _ change: (String) -> String
  ) -> String {
    let object = changed(request) { value in
      if case .string(let text) = value { .string(change(text)) } else { value }
    }
    return object ?? change(text)
  }

  /// The good object with its last required member changed, or left out for nil.
  private static func changed(_ request: ChatRequest, _ change: (JSON) -> JSON?) -> String? {
    guard case .object(_, let required) = request.schema,
      case .object(var members) = value(for: request),
      let index = members.lastIndex(where: { required.isEmpty || required.contains($0.name) })
    else { return nil }
    if let value = change(members[index].value) {
      members[index].value = value
    } else {
      members.remove(at: index)
    }
    return JSON.object(members).text
  }
}
