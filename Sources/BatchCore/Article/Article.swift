/// One input record.
package struct Article: Sendable, Equatable, Codable {
  /// Its identity in the queue, as text: 12 and "12" are the same article.
  package var id: String
  package var title: String
  package var body: String
  /// The input line's other members as a JSON object, each member's own bytes kept (`{}` if none).
  package var extra: String

  package init(id: String, title: String, body: String, extra: String = "{}") {
    self.id = id
    self.title = title
    self.body = body
    self.extra = extra
  }
}
