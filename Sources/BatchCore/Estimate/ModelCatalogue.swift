/// The provider's models, as far as they are known.
package struct ModelCatalogue: Sendable, Equatable {
  private let cards: [String: ModelCard]

  package init(_ cards: [ModelCard]) {
    self.cards = Dictionary(cards.map { ($0.id, $0) }) { first, _ in first }
  }

  /// For a start without network: the models of the stock jobs, with the limits and prices of
  /// 2026-11, and nothing claimed that a refusal would punish.
  package static let offline = ModelCatalogue([
    ModelCard(
      id: "openai/gpt-4o-mini", contextLength: 128_000, maxCompletionTokens: 16_384,
      supportedParameters: ["max_tokens", "response_format", "structured_outputs", "temperature"],
      promptPrice: Money("0.00000015"), completionPrice: Money("0.0000006")),
    ModelCard(
      id: "anthropic/claude-haiku-4.5", contextLength: 200_000, maxCompletionTokens: 64_000,
      supportedParameters: ["max_tokens", "reasoning", "temperature"],
      promptPrice: Money("0.000001"), completionPrice: Money("0.000005"),
      reasoning: ModelCard.Reasoning(isMandatory: false, isDefault: false)),
    ModelCard(
      id: "google/gemini-2.5-flash", contextLength: 1_048_576, maxCompletionTokens: 65_535,
      supportedParameters: [
        "max_tokens", "reasoning", "response_format", "structured_outputs", "temperature",
      ],
      promptPrice: Money("0.0000003"), completionPrice: Money("0.0000025"),
      reasoning: ModelCard.Reasoning(isMandatory: false, isDefault: true)),
    ModelCard(
      id: "google/gemini-2.5-flash-image", contextLength: 32_768, maxCompletionTokens: 32_768,
      supportedParameters: ["max_tokens", "temperature"], promptPrice: Money("0.0000003"),
      completionPrice: Money("0.0000025"), imageTokenPrice: Money("0.00003"), answersImages: true),
    ModelCard(
      id: "google/gemini-3-pro-image-preview", contextLength: 65_536, maxCompletionTokens: 32_768,
      supportedParameters: ["max_tokens", "reasoning", "temperature"],
      promptPrice: Money("0.000002"), completionPrice: Money("0.000012"),
      imageTokenPrice: Money("0.00012"),
      reasoning: ModelCard.Reasoning(isMandatory: true, isDefault: true), answersImages: true),
  ])

  /// In no particular order.
  package var ids: some Collection<String> { cards.keys }

  /// A model's card; for `openai/gpt-4o:nitro`, which is not listed, that of `openai/gpt-4o`.
  ///
  /// - Returns: nil if the model is not known.
  package func card(of id: String) -> ModelCard? {
    if let card = cards[id] { return card }
    guard var card = cards[ModelID.withoutVariant(id)] else { return nil }
    card.id = id
    return card
  }

  /// A model's card, or what is taken for granted of one that nobody described.
  package subscript(id: String) -> ModelCard { card(of: id) ?? ModelCard(id: id) }

  /// Those of some models that are known to be moderated.
  package func moderated(of ids: [String]) -> Set<String> {
    Set(ids.filter { card(of: $0)?.isModerated == true })
  }

  /// Ids that were perhaps meant (S14), best first: the same model of an author left out, then the
  /// nearest by spelling.
  package func nearestIDs(to id: String, count: Int = 3) -> [String] {
    let slug = id.split(separator: "/").last.map(String.init) ?? id
    var found = cards.keys.filter { $0 != id && $0.hasSuffix("/" + slug) }.sorted()
    var rest = cards.keys.filter { $0 != id && !found.contains($0) }.sorted()
    while found.count < count, let next = nearest(id, in: rest) {
      found.append(next)
      rest.removeAll { $0 == next }
    }
    return Array(found.prefix(count))
  }
}
