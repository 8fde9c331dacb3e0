/// What a 404 of routing says left no provider of a model (S16, S17), whether or not our requests
/// hold anything of it that could be dropped.
enum RoutingConstraint: Sendable, Equatable {
  case maxPrice
  case imageInput
  case outputModalities
  case toolUse
  /// The providers that are allowed or passed over.
  case providers
  case dataPolicy
  /// Optional parameters by name; empty: which, was not said.
  case parameters([String])

  /// What an error names; nil if it names nothing.
  init?(_ error: ErrorBody) {
    let said = error.said + "\n" + error.constraint
    func says(_ phrases: String...) -> Bool {
      phrases.contains { said.utf8.firstRange(of: $0.utf8) != nil }
    }
    if says("max price", "max_price") {
      self = .maxPrice
    } else if says("image input", "input modalit", "input_modalit") {
      self = .imageInput
    } else if says("modalit") {
      self = .outputModalities
    } else if says("tool use", "tool_choice") {
      self = .toolUse
    } else if says("allowed providers", "ignored providers", "routing requirements") {
      self = .providers
    } else if says("data policy", "guardrail restrictions")
      || error.availability == "privacy_restricted"
    {
      self = .dataPolicy
    } else if says("requested parameters", "supported parameters")
      || error.availability == "constraint_filtered"
    {
      self = .parameters(Constraint.parameters(in: Self.withoutNames(said)))
    } else {
      return nil
    }
  }

  /// Without the ids of models and the addresses of pages: `qwen/qwen3-thinking` names no
  /// parameter.
  private static func withoutNames(_ said: String) -> String {
    said.split(whereSeparator: \.isWhitespace).filter { !$0.contains("/") }.joined(separator: " ")
  }

  /// What the user can relax.
  var remedy: String {
    switch self {
    case .maxPrice:
      """
      No provider of this model is as cheap as your price limit: raise it where it is set, such as \
      in a preset (https://openrouter.ai/settings/presets), or choose a cheaper model. Under \
      --max-cost nobody is asked who is dearer than the model list says.
      """
    case .imageInput:
      """
      No provider of this model reads images: choose one that does \
      (https://openrouter.ai/models?input_modalities=image).
      """
    case .outputModalities:
      """
      No provider of this model makes what was asked for: for images choose one of \
      https://openrouter.ai/models?output_modalities=image, for text one that writes.
      """
    case .toolUse:
      """
      No provider of this model takes tools: remove them from the preset that adds them \
      (https://openrouter.ai/settings/presets), or choose a model that takes them \
      (https://openrouter.ai/models?supported_parameters=tools).
      """
    case .providers:
      """
      Your account allows no provider of this model: allow one, or ignore fewer, at \
      https://openrouter.ai/settings/privacy, or choose another model.
      """
    case .dataPolicy:
      """
      Your account's privacy settings leave no provider of this model: allow more at \
      https://openrouter.ai/settings/privacy, or choose another model.
      """
    case .parameters(let names):
      Self.remedy(of: names)
    }
  }

  private static func remedy(of names: [String]) -> String {
    if names == [Constraint.format] {
      return """
        No provider of this model takes a JSON schema: choose one that does \
        (https://openrouter.ai/models?supported_parameters=structured_outputs).
        """
    }
    let words = names.map { "request." + ($0 == Constraint.image ? "aspectRatio" : $0) }
    let named = words.isEmpty ? ["optional words of the request block"] : words
    return """
      No provider of this model takes all that is asked for: remove \
      \(named.joined(separator: ", ")) from the job file, or \
      choose another model (https://openrouter.ai/models).
      """
  }
}
