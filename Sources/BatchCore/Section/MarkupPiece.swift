/// Where a part of a text's markup stands, for whoever cuts the text.
struct MarkupPiece {
  enum Kind: Equatable {
    /// Code, a tag, a comment: a whole.
    case solid
    /// The beginning of an element or of a block between two tags, by its name.
    case opens(String)
    case closes(String)
    case heading(level: Int)
  }

  var kind: Kind
  var range: Range<Int>
}
