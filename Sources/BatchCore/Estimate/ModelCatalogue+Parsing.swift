import Foundation

extension ModelCatalogue {
  /// The answer to GET /models was not a list of models.
  package struct Unreadable: Error, Equatable {}

  /// Reads the answer to `GET /models`. What is missing, null or of another
  /// type than documented is unknown; an entry without an id is left out.
  package init(parsing bytes: [UInt8]) throws(Unreadable) {
    guard let listing = try? JSONDecoder().decode(ModelListing.self, from: Data(bytes)) else {
      throw Unreadable()
    }
    self.init(listing.data.compactMap(\.card))
  }
}

private struct ModelListing: Decodable {
  let data: [ModelEntry]
}

/// One entry of the list; only what a card holds is decoded, the list has half a megabyte.
private struct ModelEntry: Decodable {
  let card: ModelCard?

  init(from decoder: any Decoder) {
    guard let entry = try? decoder.container(keyedBy: MemberName.self),
      let id = entry.text("id"), !id.isEmpty
    else {
      card = nil
      return
    }
    let top = entry.object("top_provider")
    let prices = entry.object("pricing")
    let kinds = entry.object("architecture")?.texts("output_modalities")
    let contexts = [entry.count("context_length"), top?.count("context_length")].compactMap { $0 }
    var card = ModelCard(
      id: id,
      contextLength: contexts.min() ?? ModelCard.usualContext,
      maxCompletionTokens: top?.count("max_completion_tokens"),
      supportedParameters: entry.texts("supported_parameters").map { Set($0) },
      promptPrice: prices?.price("prompt"),
      completionPrice: prices?.price("completion"),
      requestPrice: prices?.price("request"),
      reasoning: entry.object("reasoning").map {
        ModelCard.Reasoning(
          isMandatory: $0.flag("mandatory") ?? false,
          isDefault: $0.flag("default_enabled") ?? false)
      },
      expiresOn: entry.text("expiration_date"),
      answersText: kinds?.contains("text") ?? true,
      answersImages: kinds?.contains("image") ?? false)
    card.isModerated = top?.flag("is_moderated") ?? false
    if let prices { card.readFurther(prices) }
    self.card = card
  }
}

extension ModelCard {
  /// No token costs a tenth of a cent, so what costs more is the price of a whole image.
  private static let dearestToken = Money(picodollars: 1_000_000_000)

  /// Reads what a request may cost beside its prompt and its answer.
  fileprivate mutating func readFurther(_ prices: KeyedDecodingContainer<MemberName>) {
    reasoningPrice = prices.price("internal_reasoning")
    let images = [prices.price("image_output"), prices.price("image_token")].compactMap { $0 }
    imageTokenPrice = images.filter { $0 < Self.dearestToken }.max()
    imagePrice = images.filter { $0 >= Self.dearestToken }.max()
    let overrides = prices.objects("overrides")
    priceOverrides = overrides.map { override in
      PriceOverride(
        minPromptTokens: override.count("min_prompt_tokens") ?? 0,
        prompt: override.price("prompt"), completion: override.price("completion"),
        request: override.price("request"))
    }
    hasVariablePrice = ([prices] + overrides).contains { prices in
      ["prompt", "completion", "request", "internal_reasoning", "image_output", "image_token"]
        .contains(where: prices.isVariable)
    }
  }
}

private struct MemberName: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension KeyedDecodingContainer<MemberName> {
  fileprivate func value<Value: Decodable>(_ name: String) -> Value? {
    try? decodeIfPresent(Value.self, forKey: MemberName(stringValue: name))
  }

  fileprivate func text(_ name: String) -> String? { value(name) }
  fileprivate func texts(_ name: String) -> [String]? { value(name) }
  fileprivate func flag(_ name: String) -> Bool? { value(name) }

  fileprivate func object(_ name: String) -> KeyedDecodingContainer<MemberName>? {
    try? nestedContainer(keyedBy: MemberName.self, forKey: MemberName(stringValue: name))
  }

  /// The objects of an array, without what is none.
  fileprivate func objects(_ name: String) -> [KeyedDecodingContainer<MemberName>] {
    guard var array = try? nestedUnkeyedContainer(forKey: MemberName(stringValue: name)) else {
      return []
    }
    var objects: [KeyedDecodingContainer<MemberName>] = []
    while !array.isAtEnd {
      guard let object = try? array.nestedContainer(keyedBy: MemberName.self) else { break }
      objects.append(object)
    }
    return objects
  }

  /// A whole number above 0.
  fileprivate func count(_ name: String) -> Int? {
    guard let number: Double = value(name), number >= 1, number < 1e12 else { return nil }
    return Int(number)
  }

  /// USD in a text (or, against the documents, a number); `-1` says that it varies.
  fileprivate func price(_ name: String) -> Money? {
    written(name).flatMap { $0 < .zero ? nil : $0 }
  }

  fileprivate func isVariable(_ name: String) -> Bool { written(name).map { $0 < .zero } ?? false }

  private func written(_ name: String) -> Money? {
    let number: Decimal? = value(name)
    return text(name).flatMap { Money($0) } ?? number.flatMap { Money(dollars: $0) }
  }
}
