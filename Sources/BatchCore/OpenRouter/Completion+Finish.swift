extension Completion {
  /// The answer ended because its room was used up, in OpenRouter's word or the provider's own.
  var wasLimited: Bool {
    finishReason == "length"
      || finishReason == nil && Self.limits.contains(nativeFinishReason?.lowercased() ?? "")
  }

  /// The answer was filtered or refused (S13); the provider's own word counts where OpenRouter has
  /// none, and not against a text that is there.
  func wasFiltered(isBlank: Bool) -> Bool {
    if finishReason == "content_filter" { return true }
    return isBlank && Self.filters.contains(nativeFinishReason?.lowercased() ?? "")
  }

  private static let limits: Set = ["length", "max_tokens", "max_output_tokens"]
  private static let filters: Set = [
    "content_filter", "safety", "recitation", "prohibited_content", "blocklist", "spii", "refusal",
    "image_safety", "image_prohibited_content", "image_recitation",
  ]
}
