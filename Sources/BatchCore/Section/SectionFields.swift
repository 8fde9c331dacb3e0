/// What a template may name beside the article: of a long article's section, or of an image.
package struct SectionFields: Sendable, Equatable {
  /// Its place, such as `2 of 5`.
  var section: String?
  /// The whole article's headings.
  var outline: String?
  /// The end of the answer to the section before.
  var before: String?
  /// What is to be drawn.
  var description: String?
}
