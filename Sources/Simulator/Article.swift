/// The article found in a message.
struct Article: Sendable {
  let title: String
  let body: String
  /// The message without the article's body.
  let around: String

  init(in message: String) {
    let bytes = Array(message.utf8)
    if let open = Text.first("<body>", in: bytes),
      let close = Text.last("</body>", in: bytes, from: open + 6)
    {
      body = Text.string(bytes[(open + 6)..<close])
      around = Text.string(bytes[..<open]) + Text.string(bytes[close...])
    } else {
      body = message
      around = message
    }
    if let open = Text.first("<title>", in: bytes),
      let close = Text.first("</title>", in: bytes, from: open + 7)
    {
      title = Text.string(bytes[(open + 7)..<close])
    } else {
      // 120 characters name an article well enough in a ledger.
      title = String(message.prefix { !$0.isNewline }.prefix(120))
    }
  }
}
