import Foundation

/// OpenRouter's `error` object, whatever its form: in the body of a refusal, inside a 200, in a
/// choice or in a chunk of a stream.
package struct ErrorBody: Sendable, Equatable {
  /// `code`, as a number or a text of digits, else `http_status`.
  package var code: Int?
  /// `error_type`, else a `code` that is a word, such as `server_error`.
  package var type: String?
  package var message: String
  /// What the provider behind OpenRouter said: `metadata.raw`, unwrapped.
  package var raw: String
  /// Message and raw words in lower case, for comparison.
  package var said: String
  /// The codes and types in what the provider said, in lower case, each in a line.
  package var rawCodes: String
  package var providerName: String?
  package var limitSource: String?
  /// `metadata.reason`, such as `in_flight_budget_exhausted`.
  package var reason: String?
  /// `availability.code`, such as `no_endpoints`.
  package var availability: String?
  /// What was flagged in the input: `reasons` (S10) or `patterns` (S11).
  package var flags: [String]
  /// It names what was flagged in the input (S10, S11).
  package var isModeration: Bool
  /// The account's own guardrail stopped the request, whatever the model (S11).
  package var isGuardrail: Bool
  /// What OpenRouter says it could not satisfy: `failed_routing_step` or `constraint` (S17).
  package var constraint: String
  /// Models that OpenRouter proposes instead (S15).
  package var proposedModels: [String]
  /// When a budget starts anew (S8, S9).
  package var resetsAt: Timestamp?
  /// The innermost object, for the hints in it.
  package var root: JSONValue

  /// Reads the value of an `error` member: an object, possibly nested twice, or a text.
  package init(_ value: JSONValue) {
    var root = value
    var outer: JSONValue?
    for _ in 0..<3 {
      guard let inner = root[member: "error"],
        inner.text != nil || inner[member: "message"] != nil || inner[member: "error"] != nil
      else { break }
      (outer, root) = (root, inner)
    }
    let metadata = root[member: "metadata"] ?? outer?[member: "metadata"]
    let code = Self.present(root[member: "code"]) ?? outer?[member: "code"]
    self.code =
      Self.number(code) ?? Self.number(root[member: "http_status"])
      ?? Self.number(root[member: "status"])
    self.type =
      metadata?[member: "error_type"]?.text ?? root[member: "error_type"]?.text
      ?? (self.code == nil ? code?.text : nil)
    self.message = Self.shortened(root.text ?? root[member: "message"]?.text ?? "")
    self.raw = Self.words(in: metadata?[member: "raw"] ?? .null)
    self.said = "\(message)\n\(raw)".lowercased()
    self.rawCodes = Self.codes(in: metadata?[member: "raw"] ?? .null).joined(separator: "\n")
    self.providerName = metadata?[member: "provider_name"]?.text.flatMap { $0.isEmpty ? nil : $0 }
    self.limitSource = metadata?[member: "limit_source"]?.text
    self.reason = metadata?[member: "reason"]?.text
    self.availability = root[member: "availability"]?[member: "code"]?.text
    let patterns = Self.present(metadata?[member: "patterns"])
    self.flags = Self.texts(metadata?[member: "reasons"]) + Self.texts(patterns)
    self.isGuardrail = patterns != nil || self.message.lowercased().hasPrefix("request blocked")
    self.isModeration =
      ["reasons", "flagged_input", "patterns"].contains {
        Self.present(metadata?[member: $0]) != nil
      }
    let availability = root[member: "availability"]
    self.constraint = [
      metadata?[member: "failed_routing_step"],
      availability?[member: "constraint"]?[member: "field"],
      availability?[member: "constraint"]?[member: "detail"],
    ].compactMap { $0?.text }.joined(separator: " ").lowercased()
    self.proposedModels = Self.texts(availability?[member: "fallback_models"])
    self.resetsAt = metadata?[member: "resets_at"].flatMap(ResponseDate.moment)
    self.root = root
    if let metadata, case .object(var members) = root, members["metadata"] == nil {
      members["metadata"] = metadata
      self.root = .object(members)
    }
  }

  /// What was said, most telling first: what was flagged, and a provider's own words instead of
  /// "Provider returned error".
  package var words: String {
    let flagged = flags.isEmpty ? "" : flags.joined(separator: ", ") + ": "
    if raw.isEmpty { return flagged + message }
    return flagged + (isRelayed || message.isEmpty ? raw : "\(message) (\(raw))")
  }

  /// The error comes from the provider behind OpenRouter, not from OpenRouter.
  package var isRelayed: Bool { providerName != nil || said.hasPrefix("provider returned error") }

  /// Whether one of the phrases, in lower case, is in what was said.
  package func says(_ phrases: String...) -> Bool {
    phrases.contains { said.utf8.firstRange(of: $0.utf8) != nil }
  }

  private static func codes(in value: JSONValue, depth: Int = 0) -> [String] {
    guard depth < 4 else { return [] }
    if let text = value.text {
      let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
      guard trimmed.utf8.count <= wordsLimit, trimmed.hasPrefix("{"),
        let inner = try? JSONReader.document(Array(trimmed.utf8)[...])
      else { return [] }
      return codes(in: inner, depth: depth + 1)
    }
    let own = ["code", "type", "status", "error_code"].compactMap { value[member: $0]?.text }
    let inner = ["error", "innererror", "detail", "data"].compactMap { value[member: $0] }
      .flatMap { codes(in: $0, depth: depth + 1) }
    return own.map { $0.lowercased() } + inner
  }

  /// The provider's filter refused the content, in its own words or codes (S12).
  package var isContentRefusal: Bool {
    says(
      "content policy", "content_policy", "content management policy", "content exists risk",
      "usage policy", "usage policies", "usage guidelines", "inappropriate content",
      "data_inspection_failed", "content_filter")
      || ["content_filter", "content_policy", "data_inspection_failed", "datainspectionfailed"]
        .contains { rawCodes.utf8.firstRange(of: $0.utf8) != nil }
  }

  /// The first words decide; a body of megabytes must not be searched for each phrase.
  private static func shortened(_ text: String) -> String {
    text.utf8.count <= wordsLimit
      ? text : String(decoding: text.utf8.prefix(wordsLimit), as: UTF8.self)
  }

  /// In bytes of UTF-8.
  private static let wordsLimit = 8192

  private static func texts(_ value: JSONValue?) -> [String] {
    (value?.elements ?? []).prefix(10).compactMap(\.text)
  }

  private static func present(_ value: JSONValue?) -> JSONValue? {
    value == .null ? nil : value
  }

  private static func number(_ value: JSONValue?) -> Int? {
    let number = value?.integer ?? value?.text.flatMap { Int($0) }
    return number.flatMap { (100...999).contains($0) ? $0 : nil }
  }

  /// `raw` is a text, a JSON document as a text, or an object with the message somewhere in it.
  private static func words(in value: JSONValue, depth: Int = 0) -> String {
    if let text = value.text {
      let trimmed = shortened(text).trimmingCharacters(in: .whitespacesAndNewlines)
      guard depth < 4, trimmed.hasPrefix("{"),
        let inner = try? JSONReader.document(Array(trimmed.utf8)[...])
      else { return trimmed }
      let found = words(in: inner, depth: depth + 1)
      return found.isEmpty ? trimmed : found
    }
    guard depth < 4 else { return "" }
    for name in ["message", "error", "detail", "data"] {
      guard let member = value[member: name] else { continue }
      let found = words(in: member, depth: depth + 1)
      if !found.isEmpty { return found }
    }
    return ""
  }
}
