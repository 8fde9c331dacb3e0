/// What of a request leaves no provider, so that it can be dropped (S16, S17, S20).
package enum Constraint: Sendable, Equatable {
  /// The strict form of the schema: with it the account's privacy settings leave nobody (S16).
  case strictness
  /// Optional parameters by name, `response_format` among them; empty: which, was not said.
  case parameters([String])
  /// The providers that are passed over.
  case providers

  /// The way to ask for JSON, as a parameter's name.
  package static let format = "response_format"
  /// What an image is to be like, as a parameter's name.
  package static let image = "image_config"

  /// What an error names; nil if nothing in our requests could be dropped, such as a price limit of
  /// the account.
  init?(_ error: ErrorBody, of kind: FailureKind) {
    switch (kind, RoutingConstraint(error)) {
    case (.unsupportedParameter, _):
      self = .parameters(Self.parameters(in: error.said + "\n" + error.constraint))
    case (.noEndpoints, .providers?), (.overloaded, .providers?): self = .providers
    case (.noEndpoints, .dataPolicy?): self = .strictness
    case (.noEndpoints, .parameters(let names)?): self = .parameters(names)
    default: return nil
    }
  }

  /// The optional parameters that a text names; the schema's own words may hold any name, so where
  /// it is the matter nothing else is.
  static func parameters(in said: String) -> [String] {
    let signs: [(name: String, words: [String])] = [
      (format, [format, "json_schema", "structured", "schema", "grammar"]),
      ("temperature", ["temperature"]),
      ("reasoning", ["reasoning", "effort", "thinking"]),
      (image, [image, "aspect_ratio", "aspect ratio", "aspectratio"]),
      (format, ["json"]),
    ]
    let found = signs.first { sign in
      sign.words.contains { said.utf8.firstRange(of: $0.utf8) != nil }
    }
    return found.map { [$0.name] } ?? []
  }
}
