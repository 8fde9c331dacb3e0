/// The language of a text, as far as it can be told for certain.
enum TextLanguage: Int, CaseIterable {
  case english, german, french, spanish, italian, portuguese, dutch, polish, swedish, turkish,
    indonesian, russian, ukrainian, chinese, japanese, korean, arabic, hebrew, greek, hindi, thai

  var name: String {
    switch self {
    case .english: "English"
    case .german: "German"
    case .french: "French"
    case .spanish: "Spanish"
    case .italian: "Italian"
    case .portuguese: "Portuguese"
    case .dutch: "Dutch"
    case .polish: "Polish"
    case .swedish: "Swedish"
    case .turkish: "Turkish"
    case .indonesian: "Indonesian"
    case .russian: "Russian"
    case .ukrainian: "Ukrainian"
    case .chinese: "Chinese"
    case .japanese: "Japanese"
    case .korean: "Korean"
    case .arabic: "Arabic"
    case .hebrew: "Hebrew"
    case .greek: "Greek"
    case .hindi: "Hindi"
    case .thai: "Thai"
    }
  }

  /// Nil for texts that are short, mixed, or in a language that is not known here.
  static func of(_ bytes: [UInt8]) -> TextLanguage? {
    let scripts = ScriptCount(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    guard scripts.letters >= 60, let main = scripts.main else { return nil }
    switch main {
    case .latin: return latin(bytes)
    case .han:
      return scripts.kana * 20 > scripts.letters ? .japanese : .chinese
    case .cyrillic:
      if scripts.ukrainian * 100 > scripts.letters { return .ukrainian }
      return scripts.russian * 200 > scripts.letters ? .russian : nil
    case .hangul: return .korean
    case .arabic: return .arabic
    case .hebrew: return .hebrew
    case .greek: return .greek
    case .devanagari: return .hindi
    case .thai: return .thai
    }
  }

  /// By its small words: enough of them, and half as many again as any other language has.
  private static func latin(_ bytes: [UInt8]) -> TextLanguage? {
    var hits = [Int](repeating: 0, count: StopWords.languages.count)
    var words = 0
    var word: UInt64 = 0
    var length = 0
    func count(_ hits: inout [Int]) {
      guard length > 0 else { return }
      words += 1
      guard length <= 8, let languages = StopWords.known[word] else { return }
      for index in hits.indices where languages & (1 << index) != 0 { hits[index] += 1 }
    }
    for byte in bytes {
      if byte.isLetter || byte >= 0x80 {
        word = word << 8 | UInt64(byte < 0x80 ? byte | 0x20 : byte)
        length += 1
      } else {
        count(&hits)
        (word, length) = (0, 0)
      }
    }
    count(&hits)
    let order = hits.indices.sorted { hits[$0] > hits[$1] }
    guard let best = order.first, let second = order.dropFirst().first,
      hits[best] >= 12, hits[best] * 8 >= words, hits[best] * 2 >= hits[second] * 3
    else { return nil }
    return StopWords.languages[best]
  }
}

/// How many letters a text has of each script.
private struct ScriptCount {
  enum Script: Int, CaseIterable {
    case latin, han, cyrillic, hangul, arabic, hebrew, greek, devanagari, thai
  }

  private var counts = [Int](repeating: 0, count: Script.allCases.count)
  var kana = 0
  /// Letters that Russian has and Ukrainian has not, and the other way round.
  var russian = 0
  var ukrainian = 0

  var letters: Int { counts.reduce(0, +) }

  /// The script of at least two thirds of the letters; a Chinese character says as much as three
  /// Latin letters.
  var main: Script? {
    var weights = counts
    weights[Script.han.rawValue] *= 3
    weights[Script.hangul.rawValue] *= 2
    let total = weights.reduce(0, +)
    return Script.allCases.first { weights[$0.rawValue] * 3 >= total * 2 }
  }

  init(_ scalars: String.UnicodeScalarView) {
    for scalar in scalars {
      switch scalar.value {
      case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: note(.latin)
      case ..<0x370: continue
      case 0x370...0x3FF: note(.greek)
      case 0x400...0x4FF:
        note(.cyrillic)
        switch scalar.value {
        case 0x44B, 0x44D, 0x44A, 0x451: russian += 1
        case 0x456, 0x457, 0x454, 0x491: ukrainian += 1
        default: break
        }
      case 0x590...0x5FF: note(.hebrew)
      case 0x600...0x6FF: note(.arabic)
      case 0x900...0x97F: note(.devanagari)
      case 0xE00...0xE7F: note(.thai)
      case 0x3040...0x30FF:
        note(.han)
        kana += 1
      case 0x4E00...0x9FFF, 0x3400...0x4DBF: note(.han)
      case 0xAC00...0xD7A3, 0x1100...0x11FF: note(.hangul)
      default: continue
      }
    }
  }

  private mutating func note(_ script: Script) { counts[script.rawValue] += 1 }
}
