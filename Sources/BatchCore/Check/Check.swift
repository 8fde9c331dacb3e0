/// What an answer has to keep of its article, or may not have, beside its shape.
package enum Check: Sendable, Equatable {
  /// Every address of a link is there still, and no other one.
  case keepsLinks
  /// Every image is there still.
  case keepsImages
  /// Code blocks are the same, and code inside a line is there still.
  case keepsCode
  /// Liquid, Hugo and JSX tags, shortcodes, HTML comments and footnote marks are there still, as
  /// often.
  case keepsTemplateTags
  /// Every number is there still, in digits.
  case keepsNumbers
  /// The headings have the same levels in the same order.
  case keepsHeadings
  /// The answer is in the article's language.
  case sameLanguage
  /// How long the body may be, in lengths of the article's, white space not counted.
  case lengthRatio(ClosedRange<Double>)
  /// No member is without a word.
  case noEmptyFields
  /// No lost accent and no broken character.
  case noDamage
  /// The model does not speak of itself.
  case noAssistantTalk
  /// Every quote of an analysis stands in the article.
  case noInventedQuotes

  /// Its word in a job file.
  package var name: String {
    switch self {
    case .keepsLinks: "keepsLinks"
    case .keepsImages: "keepsImages"
    case .keepsCode: "keepsCode"
    case .keepsTemplateTags: "keepsTemplateTags"
    case .keepsNumbers: "keepsNumbers"
    case .keepsHeadings: "keepsHeadings"
    case .sameLanguage: "sameLanguage"
    case .lengthRatio: "lengthRatio"
    case .noEmptyFields: "noEmptyFields"
    case .noDamage: "noDamage"
    case .noAssistantTalk: "noAssistantTalk"
    case .noInventedQuotes: "noInventedQuotes"
    }
  }

  /// Those that a word alone asks for.
  package static let plain: [Check] = [
    .keepsLinks, .keepsImages, .keepsCode, .keepsTemplateTags, .keepsNumbers, .keepsHeadings,
    .sameLanguage, .noEmptyFields, .noDamage, .noAssistantTalk,
    .noInventedQuotes,
  ]

  static let names = plain.map(\.name) + ["lengthRatio"]

  /// It compares two bodies: an answer without one cannot pass or fail it.
  var needsBody: Bool {
    switch self {
    case .keepsLinks, .keepsImages, .keepsCode, .keepsTemplateTags, .keepsNumbers, .keepsHeadings,
      .lengthRatio:
      true
    case .sameLanguage, .noEmptyFields, .noDamage, .noAssistantTalk, .noInventedQuotes: false
    }
  }

  /// What is wrong, as sentences for the user and the model; nil: nothing.
  func complaint(about texts: ComparedTexts) -> String? {
    switch self {
    case .keepsLinks: Self.lostLinks(texts)
    case .keepsImages: Self.lostImages(texts)
    case .keepsCode: Self.lostCode(texts)
    case .keepsTemplateTags: Self.lostTags(texts)
    case .keepsNumbers: Self.lostNumbers(texts)
    case .keepsHeadings: Self.changedHeadings(texts)
    case .sameLanguage: Self.otherLanguage(texts)
    case .lengthRatio(let range): Self.otherLength(texts, range)
    case .noEmptyFields: Self.emptyField(texts)
    case .noDamage: Self.damage(texts)
    case .noAssistantTalk: Self.assistantTalk(texts)
    case .noInventedQuotes: Self.inventedQuotes(texts)
    }
  }
}
