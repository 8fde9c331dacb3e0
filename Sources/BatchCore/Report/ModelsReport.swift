import Foundation

/// The document of `batch models --json`, version 1; absent figures are null, never 0.
package struct ModelsReport: Encodable, Sendable {
  /// Where the list is from.
  package enum Origin: Sendable, Equatable {
    /// Asked for just now.
    case provider
    /// The one that a run asked for within a day.
    case cached(since: Timestamp)
    /// An older one, because the provider's cannot be had.
    case kept(since: Timestamp)
    /// What this version knows, because there is no other.
    case offline
  }

  package let origin: Origin
  /// In alphabetical order of their ids.
  package let models: [ModelCard]

  package init(_ models: [ModelCard], origin: Origin) {
    self.models = models.sorted { $0.id < $1.id }
    self.origin = origin
  }

  private enum Name: String, CodingKey {
    case version, source, fetchedAt, models
  }

  package func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: Name.self)
    try members.encode(1, forKey: .version)
    let (source, moment) = origin.told
    try members.encode(source, forKey: .source)
    try members.encode(moment?.iso, forKey: .fetchedAt)
    try members.encode(models.map(ModelEntry.init), forKey: .models)
  }
}

extension ModelsReport.Origin {
  /// What a person has to know of it, in one sentence; nil: nothing.
  package var warning: String? {
    switch self {
    case .provider, .cached: nil
    case .kept(let since):
      "The provider's model list cannot be had. These are its models of \(since.iso), which the "
        + "queue keeps; try again later."
    case .offline:
      "The provider's model list cannot be had, and none was kept. These are the models that this "
        + "version knows; try again later."
    }
  }

  /// Its word in the document, and since when the list has been kept.
  fileprivate var told: (word: String, since: Timestamp?) {
    switch self {
    case .provider: ("provider", nil)
    case .cached(let since): ("cached", since)
    case .kept(let since): ("kept", since)
    case .offline: ("offline", nil)
    }
  }
}

/// One model in the document.
private struct ModelEntry: Encodable {
  let card: ModelCard

  private enum Name: String, CodingKey {
    case id, contextTokens, maxAnswerTokens, promptUSDPerMillion, completionUSDPerMillion
    case priceVaries, json, images, text, reasoning, moderated, expiresOn
  }

  init(_ card: ModelCard) { self.card = card }

  func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: Name.self)
    try members.encode(card.id, forKey: .id)
    try members.encode(card.contextLength, forKey: .contextTokens)
    try members.encode(card.maxCompletionTokens, forKey: .maxAnswerTokens)
    try members.encode(card.promptPrice?.dollarsForMillion, forKey: .promptUSDPerMillion)
    try members.encode(card.completionPrice?.dollarsForMillion, forKey: .completionUSDPerMillion)
    try members.encode(card.hasVariablePrice, forKey: .priceVaries)
    try members.encode(json, forKey: .json)
    try members.encode(card.answersText, forKey: .text)
    try members.encode(card.answersImages, forKey: .images)
    try members.encode(card.canReason, forKey: .reasoning)
    try members.encode(card.isModerated, forKey: .moderated)
    try members.encode(card.expiresOn, forKey: .expiresOn)
  }

  /// How the shape of an answer can be asked for; null: in the prompt only.
  private var json: String? {
    switch card.strongestFormat {
    case .jsonSchema: "schema"
    case .jsonObject: "mode"
    case .none: nil
    }
  }
}

extension ModelCard {
  /// As far as the list says.
  var canReason: Bool { supportedParameters?.contains("reasoning") == true || reasoning != nil }
}
