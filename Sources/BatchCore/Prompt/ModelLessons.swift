import Foundation

/// What was learnt of the models that are asked: one discovery, not one a task.
///
/// A refusal teaches at once, for ten minutes; the first answer to a request that followed the lesson
/// proves it, and then it is kept in the queue for a week, or until the model list says something
/// else of the model.
package struct ModelLessons: Sendable, Equatable {
  /// Refusals in a row that said that nobody serves a model.
  private struct Absence: Sendable, Equatable {
    var kind: FailureKind
    var count: Int
    var since: Timestamp
    /// One of these is enough: neither the model list nor an answer speaks against it.
    var isPlausible: Bool
    /// When a request was last sent all the same.
    var askedAt: Timestamp

    var isSure: Bool { isPlausible || count >= ModelLessons.enoughRefusals }
  }

  /// Of models by id.
  package private(set) var proven: [String: ModelLesson] = [:]
  private var fresh: [String: ModelLesson] = [:]
  private var absences: [String: Absence] = [:]
  /// Jobs by digest of which a model has answered an article in this run.
  private var answered: [String: Set<String>] = [:]
  /// Requests in a row that a model did not accept for no named reason.
  private var unaccepted: [String: Int] = [:]
  /// The first task that a provider refused, by model and provider.
  private var refusedFirst: [String: TaskID] = [:]

  package static let week: Duration = .seconds(7 * 86_400)
  package static let freshSpan: Duration = .seconds(600)
  /// A 404 may be about one request's length; this many in a row are about the model.
  private static let enoughRefusals = 3
  private static let enoughUnaccepted = 5

  package init() {}

  /// Those that an earlier run has proven and that are in force still.
  package init(_ document: KeptDocument?, catalogue: ModelCatalogue, now: Timestamp) {
    let text = Data((document?.text ?? "").utf8)
    let kept = (try? JSONDecoder().decode([String: ModelLesson].self, from: text)) ?? [:]
    proven = kept.filter { model, lesson in
      now - lesson.learnedAt < Self.week && lesson.listing == catalogue.listing(of: model)
    }
  }

  /// For the queue: what is proven.
  package func document(name: String, now: Timestamp) -> KeptDocument {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = (try? encoder.encode(proven)) ?? Data("{}".utf8)
    return KeptDocument(name: name, fetchedAt: now, text: String(decoding: bytes, as: UTF8.self))
  }

  /// What a model's next request begins with.
  package func lesson(of model: String, now: Timestamp) -> ModelLesson? {
    if let fresh = fresh[model], now - fresh.learnedAt < Self.freshSpan { return fresh }
    return proven[model].flatMap { now - $0.learnedAt < Self.week ? $0 : nil }
  }

  /// Why a model is not asked at all for now (S14, S15); nil: it is.
  package func absence(of model: String, now: Timestamp) -> FailureKind? {
    guard let absence = absences[model], now - absence.since < Self.freshSpan else { return nil }
    return absence.isSure ? absence.kind : nil
  }

  /// Whether one more request finds out if an absent model is there again: one a minute.
  mutating func mayAskAgain(_ model: String, now: Timestamp) -> Bool {
    guard let absence = absences[model], now - absence.askedAt >= .seconds(60) else { return false }
    absences[model]?.askedAt = now
    return true
  }

  /// Whether a request that a model does not accept is its article's matter, as it has answered
  /// another article of the job; many in a row are the job's all the same.
  func blamesArticles(of job: String, on model: String) -> Bool {
    answered[model]?.contains(job) == true
      && unaccepted[model, default: 0] < Self.enoughUnaccepted
  }

  /// A request's outcome and what was decided about it.
  ///
  /// - Returns: the lesson, if it is a new one.
  package mutating func learn(
    _ outcome: Outcome, _ decision: Decision, of task: TaskID, from shape: AttemptShape,
    catalogue: ModelCatalogue, now: Timestamp
  ) -> ModelLesson? {
    let model = shape.model
    guard case .failed(let failure, let circumstance) = outcome else {
      absences[model] = nil
      unaccepted[model] = nil
      answered[model, default: []].insert(shape.job)
      if let lesson = fresh[model], lesson.isFollowed(by: shape) { prove(lesson, model, now: now) }
      return nil
    }
    if failure.kind.showsProvider { absences[model] = nil }
    if failure.kind == .badRequest { unaccepted[model, default: 0] += 1 }
    let known = lesson(of: model, now: now)
    var lesson =
      known ?? ModelLesson(learnedAt: now, listing: catalogue.listing(of: model))
    switch decision {
    case .retry(_, _, let adjustment) where isOfAll(failure.kind, circumstance, model, task):
      lesson.note(failure.kind, circumstance, adjustment, insteadOf: shape)
    case .escalate:
      if noteAbsence(failure.kind, of: model, isListed: catalogue.card(of: model) != nil, now: now)
      {
        lesson.absence = failure.kind
        return lesson
      }
    case .retry, .succeed, .postpone, .pause, .fail:
      break
    }
    guard lesson != known ?? ModelLesson(learnedAt: now, listing: lesson.listing) else {
      return nil
    }
    lesson.learnedAt = now
    fresh[model] = lesson
    return lesson
  }

  private mutating func prove(_ lesson: ModelLesson, _ model: String, now: Timestamp) {
    var lesson = lesson
    lesson.learnedAt = now
    fresh[model] = nil
    proven[model] = lesson
  }

  /// - Returns: whether the model counts as absent from now on.
  private mutating func noteAbsence(
    _ kind: FailureKind, of model: String, isListed: Bool, now: Timestamp
  ) -> Bool {
    guard kind == .unknownModel || kind == .noEndpoints else { return false }
    let before = absences[model].flatMap { now - $0.since < Self.freshSpan ? $0 : nil }
    let absence = Absence(
      kind: kind, count: (before?.count ?? 0) + 1, since: now,
      isPlausible: kind == .unknownModel && !isListed && answered[model] == nil, askedAt: now)
    absences[model] = absence
    return absence.isSure && before?.isSure != true
  }

  /// Whether what a request met would meet the others too. A provider that refuses its own key
  /// refuses all; else it may dislike one article, and a second one has to tell (S2).
  private mutating func isOfAll(
    _ kind: FailureKind, _ circumstance: Circumstance, _ model: String, _ task: TaskID
  ) -> Bool {
    guard kind == .upstreamRefused, !circumstance.isKeyRefused else { return true }
    let provider = "\(model) \(circumstance.provider ?? "")"
    let first = refusedFirst[provider]
    refusedFirst[provider] = first ?? task
    return first.map { $0 != task } ?? false
  }
}

extension FailureKind {
  /// Somebody serves the model: an answer came from there, if not a usable one.
  fileprivate var showsProvider: Bool {
    switch self {
    case .upstreamRefused, .moderated, .declined, .providerError, .cut, .reasoningOnly, .empty,
      .truncated, .notJSON, .offSchema, .noImage, .oversized:
      true
    default:
      false
    }
  }
}

extension ModelCatalogue {
  /// What the list says of a model that a lesson could contradict.
  func listing(of model: String) -> String {
    guard let card = card(of: model) else { return "unlisted" }
    let parameters = card.supportedParameters.map { $0.sorted().joined(separator: ",") } ?? "?"
    return [
      String(card.contextLength), card.maxCompletionTokens.map { String($0) } ?? "-", parameters,
      card.reasoning.map { "\($0.isMandatory)/\($0.isDefault)" } ?? "-",
      "\(card.answersText)/\(card.answersImages)",
    ].joined(separator: " ")
  }
}
