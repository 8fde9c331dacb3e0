/// What stands before a fraction.
enum DecimalMark: Equatable {
  case point
  case comma

  /// Nil for a sign that is none.
  init?(_ sign: UnicodeScalar) {
    switch sign {
    case ".": self = .point
    case ",": self = .comma
    default: return nil
    }
  }
}

extension TextLanguage {
  /// Nil where its countries differ.
  var decimalMark: DecimalMark? {
    switch self {
    case .english, .chinese, .japanese, .korean, .hebrew, .hindi, .thai: .point
    case .german, .french, .italian, .portuguese, .dutch, .polish, .swedish, .turkish, .indonesian,
      .russian, .ukrainian, .greek:
      .comma
    case .spanish, .arabic: nil
    }
  }
}
