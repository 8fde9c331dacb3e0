/// What a template may name of a long article's section; empty where the article is one request.
package struct SectionFields: Sendable, Equatable {
  /// Its place, such as `2 of 5`.
  var section: String?
  /// The whole article's headings.
  var outline: String?
  /// The end of the answer to the section before.
  var before: String?
}
