/// The part of JSON Schema that jobs use: type, properties, required, enum, items,
/// additionalProperties and lengths.
package struct JSONSchema: Sendable, Equatable {
  /// The schema as JSON, members in the order they were written: models answer in that order.
  package var text: String
  package var root: JSONValue

  package init(text: String, root: JSONValue) {
    self.text = text
    self.root = root
  }
}
