/// Searches by bytes, so that CR LF and combining characters beside a mark never hide it.
enum Text {
  /// The offset of the first `mark` at or after `start`.
  static func first(_ mark: String, in bytes: [UInt8], from start: Int = 0) -> Int? {
    let mark = Array(mark.utf8)
    guard !mark.isEmpty, bytes.count >= mark.count else { return nil }
    var offset = start
    while offset <= bytes.count - mark.count {
      if bytes[offset] == mark[0], matches(mark, bytes, at: offset) { return offset }
      offset += 1
    }
    return nil
  }

  /// The offset of the last `mark` that starts at or after `start`.
  static func last(_ mark: String, in bytes: [UInt8], from start: Int) -> Int? {
    let mark = Array(mark.utf8)
    guard !mark.isEmpty, bytes.count >= mark.count else { return nil }
    var offset = bytes.count - mark.count
    while offset >= start {
      if bytes[offset] == mark[0], matches(mark, bytes, at: offset) { return offset }
      offset -= 1
    }
    return nil
  }

  static func string(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self)
  }

  private static func matches(_ mark: [UInt8], _ bytes: [UInt8], at offset: Int) -> Bool {
    for index in mark.indices where bytes[offset + index] != mark[index] { return false }
    return true
  }
}
