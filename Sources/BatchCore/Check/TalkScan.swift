/// Finds phrases in a text in one pass, whatever the case of ASCII letters.
struct TalkScan {
  /// By their first byte.
  private let phrases: [[[UInt8]]]

  init(_ phrases: [String]) {
    var table = [[[UInt8]]](repeating: [], count: 256)
    for phrase in phrases {
      let bytes = Array(phrase.utf8)
      if let first = bytes.first { table[Int(first)].append(bytes) }
    }
    self.phrases = table
  }

  /// The phrases that begin with a word of the text, each once, in the text's order.
  func found(in text: String) -> [String] {
    let bytes = Self.plain(text)
    var found: [[UInt8]] = []
    for index in bytes.indices {
      let candidates = phrases[Int(bytes[index])]
      if candidates.isEmpty || (index > 0 && bytes[index - 1].isLetter) { continue }
      for phrase in candidates
      where index + phrase.count <= bytes.count && !found.contains(phrase)
        && phrase.indices.allSatisfy({ bytes[index + $0] == phrase[$0] })
      {
        found.append(phrase)
      }
    }
    return found.map { String(decoding: $0, as: UTF8.self) }
  }

  /// In small ASCII letters, with straight apostrophes.
  private static func plain(_ text: String) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if byte == 0x99, plain.suffix(2).elementsEqual([0xE2, 0x80]) {
        plain.removeLast(2)
        plain.append(0x27)
      } else {
        plain.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
      }
    }
    return plain
  }
}
