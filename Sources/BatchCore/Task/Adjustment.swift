/// A step of an article's work that is no section.
package enum WorkPart: String, Sendable, Codable {
  /// The answers to the sections are put together.
  case merge
  /// What an image is to show is said.
  case description
  /// What is described is drawn.
  case drawing
}

/// What the next request of a task has to do differently from the job's plain one, and what was
/// tried already.
package struct Adjustment: Sendable, Equatable, Codable {
  /// How often the same was asked again after the same failure.
  package struct Repeats: Sendable, Equatable, Codable {
    package var kind: FailureKind
    package var count: Int

    package init(kind: FailureKind, count: Int) {
      self.kind = kind
      self.count = count
    }
  }

  /// The part of a long article's work that is asked for, from 0; nil: the whole article.
  package var section: Int?
  /// What that part is, where it is no section; nil: a section, or the whole.
  package var part: WorkPart?
  /// What was wrong with the last answer, added to the prompt as a message of its own.
  package var complaint: String?
  /// A larger (S38, S42) or smaller (S4, S7, S18) room for the answer, in tokens.
  package var maxTokens: Int?
  /// The room was made smaller, which helps only once.
  package var isShortened: Bool?
  /// How many times the planned room reasoning was given (S38).
  package var reasoningRoom: Int?
  /// A weaker way to ask for JSON, where an endpoint refused the stronger one (S20).
  package var format: ResponseFormat?
  /// The schema is sent without its strict form (S16).
  package var isLax: Bool?
  /// Optional parameters to leave out (S17, S20).
  package var omitted: [String]?
  /// A constraint was dropped for want of a provider, which is done once (S16, S17).
  package var wasRelaxed: Bool?
  /// No reasoning: the last answer went into it (S40).
  package var withoutReasoning: Bool?
  /// Another way to ask for an image, where the first one led nowhere (S45, S46).
  package var route: RequestRoute?
  /// The task chose that way itself, because its article got no image (S45).
  package var hasOwnRoute: Bool?
  /// Providers to pass over (S2); empty: none, whatever was learnt of the model.
  package var ignoredProviders: [String]?
  /// Ask the response cache to forget the last, bad answer.
  package var clearCache: Bool?
  package var repeats: Repeats?
  /// How often an image that the image API did not complete was asked for again (S47).
  package var unfinishedImages: Int?
  /// An earlier rung's model declined the article: one more is asked (S12, S13).
  package var wasDeclined: Bool?
  /// Sections that were asked for again because the joined whole lacked what they had lost.
  package var reasked: [Int]?
  /// What a reviewer wants put right in the result that was sent back, added to the prompt as a
  /// message of its own until a new one is stored; empty: nothing was said; nil: none was sent
  /// back.
  package var note: String?

  package init(
    section: Int? = nil, part: WorkPart? = nil, complaint: String? = nil, maxTokens: Int? = nil,
    isShortened: Bool? = nil,
    reasoningRoom: Int? = nil, format: ResponseFormat? = nil, isLax: Bool? = nil,
    omitted: [String]? = nil, wasRelaxed: Bool? = nil, withoutReasoning: Bool? = nil,
    route: RequestRoute? = nil, hasOwnRoute: Bool? = nil, ignoredProviders: [String]? = nil,
    clearCache: Bool? = nil, repeats: Repeats? = nil, unfinishedImages: Int? = nil,
    wasDeclined: Bool? = nil, reasked: [Int]? = nil, note: String? = nil
  ) {
    self.section = section
    self.part = part
    self.complaint = complaint
    self.maxTokens = maxTokens
    self.isShortened = isShortened
    self.reasoningRoom = reasoningRoom
    self.format = format
    self.isLax = isLax
    self.omitted = omitted
    self.wasRelaxed = wasRelaxed
    self.withoutReasoning = withoutReasoning
    self.route = route
    self.hasOwnRoute = hasOwnRoute
    self.ignoredProviders = ignoredProviders
    self.clearCache = clearCache
    self.repeats = repeats
    self.unfinishedImages = unfinishedImages
    self.wasDeclined = wasDeclined
    self.reasked = reasked
    self.note = note
  }

  package static let none = Adjustment()
  /// So much more room is given where reasoning used it up.
  package static let reasoningFactor = 3
}

extension Adjustment {
  /// For a part of a long article's work: what was learnt of another part counts for nothing.
  func asking(for section: Int?) -> Adjustment {
    guard self.section != nil, self.section != section else {
      var same = self
      same.section = section
      return same
    }
    return Adjustment(section: section, reasked: reasked, note: note)
  }
}
