/// How long a text is for its reader, whatever its script.
enum WordCount {
  /// A longer run without white space counts once more for each of these bytes: no word is as long.
  private static let longestWord = 32

  /// Runs between white space; Chinese characters and kana one by one, as no white space parts
  /// them.
  static func words(in bytes: ArraySlice<UInt8>) -> Int {
    var words = 0
    var run = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte <= 0x20 {
        words += count(of: run)
        run = 0
        index += 1
      } else if (0xE3...0xE9).contains(byte), index + 2 < bytes.endIndex {
        // U+3000 to U+9FFF.
        words += count(of: run) + 1
        run = 0
        index += 3
      } else {
        run += 1
        index += 1
      }
    }
    return words + count(of: run)
  }

  private static func count(of run: Int) -> Int {
    run == 0 ? 0 : 1 + run / longestWord
  }
}
