import ArgumentParser
import BatchCore

/// What is paused or resumed: the whole queue unless one of them is given.
struct ScopeOptions: ParsableArguments {
  @Option(help: "Only this role.") var role: String?
  @Option(help: ArgumentHelp("Only this model.", valueName: "id")) var model: String?

  func validate() throws {
    if role != nil, model != nil {
      throw ValidationError("Take --role or --model, not both.")
    }
    if let model, !model.contains("/") || model.contains(where: \.isWhitespace) {
      throw ValidationError("A model's id is author/name, such as openai/gpt-4o-mini.")
    }
  }

  /// nil if neither is given.
  var scope: Pause.Scope? { role.map { .role($0) } ?? model.map { .model($0) } }
}
