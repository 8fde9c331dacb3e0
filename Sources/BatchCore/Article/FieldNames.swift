/// The names of the members of a record that are the article's id, title and body.
package struct FieldNames: Sendable, Equatable {
  package var id: String
  package var title: String
  package var body: String

  package init(id: String = "id", title: String = "title", body: String = "body") {
    self.id = id
    self.title = title
    self.body = body
  }
}
