import Foundation

/// What was learnt of the models that are asked: one discovery, not one a task.
///
/// A refusal teaches at once, for ten minutes; the first answer to a request that followed the
/// lesson proves it, and then it is kept in the queue for a week, or until the model list says
/// something else of the model.
package struct ModelLessons: Sendable, Equatable {
  /// Of models by id.
  package private(set) var proven: [String: ModelLesson] = [:]
  private var fresh: [String: ModelLesson] = [:]
  /// Jobs by digest of which a model has answered an article in this run.
  private var answered: [String: Set<String>] = [:]
  /// Tasks whose articles were found to be the matter.
  private var odd: Set<TaskID> = []
  /// Requests in a row that a model did not accept for no named reason.
  private var unaccepted: [String: Int] = [:]
  /// The first task that a provider refused, by model and provider.
  private var refusedFirst: [String: TaskID] = [:]

  /// What the names of all their documents begin with: one list an address, as a simulator's models
  /// are not the provider's.
  package static let namePrefix = "lessons "
  package static let week: Duration = .seconds(7 * 86_400)
  package static let freshSpan: Duration = .seconds(600)
  private static let enoughUnaccepted = 5

  package init() {}

  /// Those that an earlier run has proven and that are in force still.
  package init(_ document: KeptDocument?, catalogue: ModelCatalogue, now: Timestamp) {
    proven = Self.kept(document).filter { model, lesson in
      now - lesson.learnedAt < Self.week && lesson.listing == catalogue.listing(of: model)
    }
  }

  /// What a document holds, whether it is in force still or not.
  package static func kept(_ document: KeptDocument?) -> [String: ModelLesson] {
    let text = Data((document?.text ?? "").utf8)
    return (try? JSONDecoder().decode([String: ModelLesson].self, from: text)) ?? [:]
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

  /// Whether a request that a model does not accept is its article's matter: the model has answered
  /// another article of the job, or an earlier model that has did not accept this one either. Many
  /// in a row are the job's all the same.
  func blames(_ article: TaskID, of job: String, on model: String) -> Bool {
    (answered[model]?.contains(job) == true || odd.contains(article))
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
      unaccepted[model] = nil
      answered[model, default: []].insert(shape.job)
      if let lesson = fresh[model], lesson.isFollowed(by: shape) { prove(lesson, model, now: now) }
      return nil
    }
    if failure.kind == .badRequest {
      unaccepted[model, default: 0] += 1
      if case .escalate = decision { odd.insert(task) }
    }
    forgetUseless(failure.kind, decision, shape)
    let known = lesson(of: model, now: now)
    var lesson =
      known ?? ModelLesson(learnedAt: now, listing: catalogue.listing(of: model))
    switch decision {
    case .retry(_, _, let adjustment) where isOfAll(failure.kind, circumstance, model, task):
      lesson.note(failure.kind, circumstance, adjustment, insteadOf: shape)
    case .retry, .succeed, .proceed, .escalate, .postpone, .pause, .fail:
      break
    }
    guard lesson != known ?? ModelLesson(learnedAt: now, listing: lesson.listing) else {
      return nil
    }
    lesson.learnedAt = now
    fresh[model] = lesson
    return lesson
  }

  /// What was dropped for want of a provider, and left nobody all the same, was not the matter: the
  /// model has none for now (S15), and is to be asked in full when it has.
  private mutating func forgetUseless(
    _ kind: FailureKind, _ decision: Decision, _ shape: AttemptShape
  ) {
    guard kind == .noEndpoints || kind == .unknownModel, let lesson = fresh[shape.model],
      lesson.isFollowed(by: shape)
    else { return }
    if case .retry = decision { return }
    fresh[shape.model] = nil
  }

  private mutating func prove(_ lesson: ModelLesson, _ model: String, now: Timestamp) {
    var lesson = lesson
    lesson.learnedAt = now
    fresh[model] = nil
    proven[model] = lesson
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
