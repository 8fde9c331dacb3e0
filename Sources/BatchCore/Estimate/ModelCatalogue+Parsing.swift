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
    card = ModelCard(
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

  /// A whole number above 0.
  fileprivate func count(_ name: String) -> Int? {
    guard let number: Double = value(name), number >= 1, number < 1e12 else { return nil }
    return Int(number)
  }

  /// USD in a text (or, against the documents, a number); `-1` says that it varies.
  fileprivate func price(_ name: String) -> Money? {
    let written: Decimal? = value(name)
    let money = text(name).flatMap { Money($0) } ?? written.flatMap { Money(dollars: $0) }
    return money.flatMap { $0 < .zero ? nil : $0 }
  }
}
