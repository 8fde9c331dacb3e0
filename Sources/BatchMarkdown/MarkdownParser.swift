import CCmark
import Glibc

/// A text of Markdown on its way to HTML (CommonMark with GitHub's tables, struck-out words and
/// task lists; cmark-gfm(3)).
struct MarkdownParser: ~Copyable {
  private let parser: OpaquePointer

  private static let options = CMARK_OPT_UNSAFE | CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_FOOTNOTES
  private static let extensions = ["table", "strikethrough", "tasklist"]

  /// nil if there is no memory.
  init?() {
    // Its first call makes the list of extensions, which is then only read.
    _ = Self.registered
    guard let parser = cmark_parser_new(Self.options) else { return nil }
    for name in Self.extensions {
      if let found = cmark_find_syntax_extension(name) {
        cmark_parser_attach_syntax_extension(parser, found)
      }
    }
    self.parser = parser
  }

  deinit { cmark_parser_free(parser) }

  /// The whole text's HTML; nil if there is no memory.
  consuming func html(of text: String) -> String? {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        cmark_parser_feed(parser, $0.baseAddress, $0.count)
      }
    }
    guard let document = cmark_parser_finish(parser) else { return nil }
    defer { cmark_node_free(document) }
    guard
      let html = cmark_render_html(
        document, Self.options, cmark_parser_get_syntax_extensions(parser))
    else { return nil }
    defer { free(html) }
    return String(cString: html)
  }

  private static let registered: Void = cmark_gfm_core_extensions_ensure_registered()
}
