/// An article's text as HTML, for a page that draws it anew from a list of harmless elements.
///
/// What is HTML in it passes as it stands, so that the result is as little to be trusted as the
/// article itself.
package enum MarkdownText {
  /// Longer texts are not drawn: their source is shown instead. In bytes.
  package static let longest = 500_000

  /// - Returns: nil if the text is too long to be drawn, or made to keep a parser busy.
  package static func html(of text: String) -> String? {
    guard text.utf8.count <= longest, MarkdownLoad(text.utf8).isBearable else { return nil }
    return MarkdownParser()?.html(of: text)
  }
}
