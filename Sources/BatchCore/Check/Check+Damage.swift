extension Check {
  /// Characters that were lost or broken on the way, more of them than in the article.
  static func damage(_ texts: ComparedTexts) -> String? {
    let old = Letters(texts.articleTitle).adding(Letters(texts.article))
    let new = texts.fields.reduce(Letters("")) { $0.adding(Letters($1.text)) }
    if new.broken > old.broken {
      return "Some characters are damaged: write accents and quotation marks as plain UTF-8."
    }
    // Of an analysis nobody knows how many accents it needs.
    guard texts.answer != nil, old.accented >= 10,
      new.latin >= 100, new.accented * old.latin * 4 < old.accented * new.latin
    else { return nil }
    return "The accents of the letters are missing: the article has \(old.accented) accented "
      + "letters, the answer \(new.accented)."
  }

  /// What says that a model speaks: never part of an article that did not say it before.
  private static let talk = TalkScan([
    "as an ai language model", "as an ai model", "as an ai assistant", "as an ai,",
    "as a large language model", "as a language model", "i'm an ai", "i am an ai ",
    "here is the rewritten", "here's the rewritten", "here is your rewritten",
    "here's your rewritten", "i have rewritten the article", "i've rewritten the article",
    "let me know if you need", "let me know if you'd like", "i hope this helps",
    "i cannot assist with", "i can't assist with", "i cannot fulfill", "i can't fulfill",
    "als ki-sprachmodell", "als ki-modell", "hier ist der umgeschriebene", "en tant qu'ia",
    "en tant que modèle de langage", "voici l'article réécrit", "como modelo de lenguaje",
    "como un modelo de lenguaje", "aquí está el artículo reescrito", "como modelo de linguagem",
    "как языковая модель", "Как языковая модель", "вот переписанная статья",
    "Вот переписанная статья", "作为一个人工智能", "作为ai", "作为一个ai", "aiとして",
    "ai言語モデルとして",
  ])

  static func assistantTalk(_ texts: ComparedTexts) -> String? {
    let said = texts.fields.flatMap { talk.found(in: $0.text) }
    guard !said.isEmpty else { return nil }
    let own = missing(said, from: talk.found(in: "\(texts.articleTitle)\n\(texts.article)"))
    return own.isEmpty
      ? nil : "The answer speaks of its writer instead of the article: \(listing(own))."
  }
}

/// Counts of a text's characters.
private struct Letters {
  /// Letters of the Latin script.
  var latin = 0
  /// Those of them that ASCII has not.
  var accented = 0
  /// NUL, U+FFFD, and UTF-8 that was read as Latin-1.
  var broken = 0

  init(_ text: String) {
    var previous: UInt32 = 0
    for scalar in text.unicodeScalars {
      let value = scalar.value
      switch value {
      case 0x41...0x5A, 0x61...0x7A: latin += 1
      case 0, 0xFFFD: broken += 1
      case 0x80...0xBF where previous == 0xC3 || previous == 0xC2: broken += 1
      case 0x20AC where previous == 0xE2: broken += 1
      case 0xC0...0x24F where value != 0xD7 && value != 0xF7, 0x1E00...0x1EFF:
        latin += 1
        accented += 1
      default: break
      }
      previous = value
    }
  }

  func adding(_ other: Letters) -> Letters {
    var sum = self
    sum.latin += other.latin
    sum.accented += other.accented
    sum.broken += other.broken
    return sum
  }
}
