extension TextLanguage {
  /// Tokens of a text's unaccented Latin letters beside as many of English, in thousandths: between
  /// what OpenAI's o200k and cl100k vocabularies make of the same sentences.
  var tokenShare: Int {
    switch self {
    case .french, .spanish: 1050
    case .portuguese: 1080
    case .german, .italian, .dutch: 1100
    case .indonesian: 1150
    case .swedish: 1200
    case .turkish: 1300
    case .polish: 1350
    // Those of other scripts count by their characters; English words among them are as ever.
    case .english, .russian, .ukrainian, .chinese, .japanese, .korean, .arabic, .hebrew, .greek,
      .hindi, .thai:
      1000
    }
  }

  /// So much of a text tells its language, in bytes.
  private static let enough = 16_384

  /// Of an article, by its beginning; nil: not known for certain.
  static func of(_ article: Article) -> TextLanguage? {
    of(Array(article.body.utf8.prefix(enough)))
  }
}
