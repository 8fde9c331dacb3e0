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
  }

  /// Of models by id.
  package private(set) var proven: [String: ModelLesson] = [:]
  private var fresh: [String: ModelLesson] = [:]
  private var absences: [String: Absence] = [:]

  package static let week: Duration = .seconds(7 * 86_400)
  package static let freshSpan: Duration = .seconds(600)
  /// A 404 may be about one request's length; this many in a row are about the model.
  private static let enoughRefusals = 3

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
    let isSure = absence.kind == .unknownModel || absence.count >= Self.enoughRefusals
    return isSure ? absence.kind : nil
  }

  /// A request's outcome and what was decided about it.
  ///
  /// - Returns: the lesson, if it is a new one.
  package mutating func learn(
    _ outcome: Outcome, _ decision: Decision, from shape: AttemptShape, catalogue: ModelCatalogue,
    now: Timestamp
  ) -> ModelLesson? {
    let model = shape.model
    guard case .failed(let failure, let circumstance) = outcome else {
      absences[model] = nil
      if let lesson = fresh[model], lesson.isFollowed(by: shape) { prove(lesson, model, now: now) }
      return nil
    }
    let known = lesson(of: model, now: now)
    var lesson =
      known ?? ModelLesson(learnedAt: now, listing: catalogue.listing(of: model))
    switch decision {
    case .retry(_, _, let adjustment):
      lesson.note(failure.kind, circumstance, adjustment, insteadOf: shape)
    case .escalate:
      noteAbsence(failure.kind, of: model, now: now)
    case .succeed, .postpone, .pause, .fail:
      break
    }
    if circumstance.needsImages { lesson.needsImages = true }
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

  private mutating func noteAbsence(_ kind: FailureKind, of model: String, now: Timestamp) {
    switch kind {
    case .unknownModel, .noEndpoints:
      let before = absences[model].flatMap { now - $0.since < Self.freshSpan ? $0.count : nil } ?? 0
      absences[model] = Absence(kind: kind, count: before + 1, since: now)
    default:
      // It answered, or its provider did.
      absences[model] = nil
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
    ].joined(separator: " ")
  }
}
