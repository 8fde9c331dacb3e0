/// What can be said about a model's id without asking the provider.
package enum ModelID {
  /// Why this cannot be an id (S14); nil if it can.
  package static func mistake(in id: String) -> String? {
    if id.contains(where: \.isWhitespace) { return "`\(id)` has a space in it; no model has" }
    guard id.contains("/") else {
      return "`\(id)` lacks its author, such as `openai/` in `openai/gpt-4o-mini`"
    }
    guard id.wholeMatch(of: #/~?[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+(:[A-Za-z0-9._-]+)*/#) != nil else {
      return "`\(id)` is no model id; they look like `openai/gpt-4o-mini`"
    }
    return nil
  }

  /// The id without its variant: `openai/gpt-4o:free` is `openai/gpt-4o`.
  package static func withoutVariant(_ id: String) -> String {
    String(id.prefix { $0 != ":" })
  }

  /// Whether every request runs a web search, which is billed on top.
  static func isOnline(_ id: String) -> Bool {
    id.split(separator: ":").dropFirst().contains("online")
  }

  static func onlineWarning(_ id: String) -> String {
    "`\(id)` runs a paid web search with every request and often breaks JSON answers; "
      + "`\(withoutVariant(id))` does not"
  }

  /// Whether OpenRouter counts it among the free models, whose limits are one for all.
  package static func isFree(_ id: String) -> Bool {
    // Asked of every request, and hardly an identifier has a colon.
    id.utf8.contains(UInt8(ascii: ":")) && id.split(separator: ":").dropFirst().contains("free")
      || id == "openrouter/free"
  }
}
