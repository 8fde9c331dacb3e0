/// An article's text as HTML, for a page that draws it anew from a list of harmless elements.
///
/// What is HTML in it passes as it stands, so that the result is as little to be trusted as the
/// article itself.
package enum MarkdownText {
  /// Longer texts are not drawn: their source is shown instead. In bytes.
  package static let longest = 2_000_000

  /// - Returns: nil if the text is too long to be drawn.
  package static func html(of text: String) -> String? {
    guard text.utf8.count <= longest else { return nil }
    return MarkdownParser()?.html(of: text)
  }
}
