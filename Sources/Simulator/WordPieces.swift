/// Counts tokens as a vocabulary of word pieces does: a word at a time, by its script and its
/// length.
///
/// How many letters make a piece is what OpenAI's o200k vocabulary needs of the twenty languages of
/// its announcement (May 2024): some 4 of English, 3 of Arabic, one and a half of Chinese.
enum WordPieces {
  private enum Kind {
    case latin, accented, digit, space, lineEnd, mark, cyrillic, greek, abjad, indic, thai
    case han, kana, hangul, other
  }

  /// Of messages, with what stands around each.
  static func count(_ messages: [String]) -> Int {
    messages.reduce(3) { $0 + 4 + count(in: $1) }
  }

  static func count(in text: String) -> Int {
    var pieces = 0
    var run = Run(kind: .space)
    for scalar in text.unicodeScalars {
      let kind = kind(of: scalar.value)
      if !run.takes(kind) {
        pieces += run.pieces
        run = Run(kind: kind)
      }
      run.add(scalar.value, isAccented: kind == .accented)
    }
    return pieces + run.pieces
  }

  /// Scalars that a vocabulary looks at together.
  private struct Run {
    var kind: Kind
    var length = 0
    var accents = 0
    var hash: UInt32 = 2_166_136_261

    func takes(_ next: Kind) -> Bool {
      switch (kind, next) {
      case (.latin, .accented), (.accented, .latin): true
      default: kind == next
      }
    }

    mutating func add(_ value: UInt32, isAccented: Bool) {
      length += 1
      if isAccented { accents += 1 }
      hash = (hash ^ value) &* 16_777_619
    }

    /// One word in so many is not in the vocabulary as a whole.
    private func isRare(_ share: UInt32) -> Bool { hash >> 8 % share == 0 }

    var pieces: Int {
      guard length > 0 else { return 0 }
      switch kind {
      case .latin, .accented:
        let stem = length <= 4 ? 1 : 1 + (length - 1) / 6
        return stem + (length > 4 && isRare(4) ? 1 : 0) + (accents + 1) / 2
      case .digit: return (length + 2) / 3
      case .space: return length > 1 ? 1 : 0
      case .lineEnd: return 1
      case .mark: return (length + 1) / 2
      case .cyrillic: return (length + 4) / 5 + (isRare(3) ? 1 : 0)
      case .greek: return length / 3 + 1
      case .abjad: return (length + 2) / 3 + (isRare(3) ? 1 : 0)
      case .indic: return (length + 2) / 3
      case .thai: return (2 * length + 4) / 5
      case .han: return (3 * length + 3) / 4
      case .kana: return (length + 1) / 2
      case .hangul: return (3 * length + 3) / 4
      case .other: return 2 * length
      }
    }
  }

  private static func kind(of value: UInt32) -> Kind {
    switch value {
    case 0x41...0x5A, 0x61...0x7A: .latin
    case 0x30...0x39: .digit
    case 0x20, 0x09, 0xA0: .space
    case 0x0A, 0x0D: .lineEnd
    case ..<0xC0, 0x2000..<0x2070, 0x3000..<0x3040, 0xFF00..<0xFF10: .mark
    case ..<0x0370, 0x1E00..<0x1F00: .accented
    case ..<0x0400: .greek
    case ..<0x0590: .cyrillic
    case ..<0x0900: .abjad
    case ..<0x0E00: .indic
    case ..<0x0E80: .thai
    case 0x3040..<0x3100: .kana
    case 0x3400..<0xA000: .han
    case 0xAC00..<0xD7B0: .hangul
    default: .other
    }
  }
}
