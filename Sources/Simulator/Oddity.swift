/// Ways for an answer to be no answer at all: what a client must survive.
package enum Oddity: String, Sendable, Hashable, CaseIterable {
  /// A page of HTML with status 200.
  case html
  /// A good beginning, then 100 MB of it.
  case huge
  /// 1 MB of headers.
  case headers
  /// More is promised than is sent.
  case longLength
  /// Less is promised than is sent.
  case shortLength
  /// A byte that is no UTF-8 in the text.
  case invalidUTF8
  /// 10,000 arrays in each other where the document belongs.
  case deep
  /// The same as the answer's text.
  case deepText
}

extension Reply {
  mutating func spoil(_ oddity: Oddity) {
    let whole = body
    switch oddity {
    case .html:
      become(
        Array("<!DOCTYPE html>\n<html><head><title>Just a moment...</title></head></html>".utf8))
      headers = [("Content-Type", "text/html; charset=UTF-8")]
    case .huge:
      let megabyte = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
      framing = .chunked
      steps =
        [.bytes(Array(#"{"choices":[{"message":{"content":""#.utf8))]
        + [Step](repeating: .bytes(megabyte), count: 100)
    case .headers:
      headers += (0..<256).map { ("X-Filler-\($0)", String(repeating: "y", count: 4096)) }
    case .longLength:
      framing = .length(whole.count + 100)
      steps = [.bytes(whole), .cut]
    case .shortLength:
      framing = .length(whole.count / 2)
      steps = [.bytes(Array(whole.prefix(whole.count / 2)))]
    case .invalidUTF8:
      let quote = whole.lastIndex(of: UInt8(ascii: "\"")) ?? 0
      become(whole[..<quote] + [0xC3, 0x28] + whole[quote...])
    case .deep:
      become([UInt8](repeating: UInt8(ascii: "["), count: 10_000))
    case .deepText:
      become(
        Array(
          (#"{"choices":[{"message":{"content":""# + String(repeating: "[", count: 10_000)
            + #""},"finish_reason":"stop"}]}"#).utf8))
    }
  }

  private mutating func become(_ bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    framing = .length(bytes.count)
    steps = [.bytes(bytes)]
  }
}
