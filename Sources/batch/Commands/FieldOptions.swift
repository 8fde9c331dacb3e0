import ArgumentParser
import BatchCore

/// What the records call an article's id, title and body.
struct FieldOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The member that is the id.", valueName: "name"))
  var idField = "id"
  @Option(help: ArgumentHelp("The member that is the title.", valueName: "name"))
  var titleField = "title"
  @Option(help: ArgumentHelp("The member that is the body.", valueName: "name"))
  var bodyField = "body"

  var names: FieldNames { FieldNames(id: idField, title: titleField, body: bodyField) }
}
