import Foundation

/// A model of another family answered than the one that was asked (S48): its answers count.
package struct OtherModel: Sendable, Equatable, Codable {
  package var asked: String
  package var served: String
  /// When it was last seen by a run for the first time.
  package var since: Timestamp

  package init(asked: String, served: String, since: Timestamp) {
    self.asked = asked
    self.served = served
    self.since = since
  }

  package var sentence: String { "\(asked) was asked, but \(served) answered." }

  package static let remedy = """
    The answers count, and batch show names who wrote each. Read some: if they are not what you \
    want, put another model into the job file (https://openrouter.ai/models), as this one may have \
    been replaced.
    """
}

/// The pairs of models that a queue's runs have met, each told once a run.
package struct OtherModels: Sendable, Equatable {
  package private(set) var pairs: [OtherModel] = []
  private var told: Set<String> = []

  /// The name under which the queue keeps them.
  package static let name = "other models"
  /// Pairs that one run tells: a provider may name what it likes.
  private static let most = 20
  /// What was not seen for so long is shown no more.
  private static let span: Duration = .seconds(7 * 86_400)

  package init(_ document: KeptDocument?, now: Timestamp) {
    let text = Data((document?.text ?? "").utf8)
    let kept = (try? JSONDecoder().decode([OtherModel].self, from: text)) ?? []
    pairs = kept.filter { now - $0.since < Self.span }
  }

  package func document(now: Timestamp) -> KeptDocument {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = (try? encoder.encode(pairs)) ?? Data("[]".utf8)
    return KeptDocument(
      name: Self.name, fetchedAt: now, text: String(decoding: bytes, as: UTF8.self))
  }

  /// Takes in who answered.
  ///
  /// - Returns: the pair, if it is one and this run has not met it yet.
  package mutating func note(asked: String, served: String?, now: Timestamp) -> OtherModel? {
    guard let served, served != asked, told.count < Self.most,
      !ModelFamily.isSame(served, as: asked), told.insert("\(asked) \(served)").inserted
    else { return nil }
    let pair = OtherModel(asked: asked, served: served, since: now)
    pairs.removeAll { $0.asked == asked && $0.served == served }
    pairs.append(pair)
    return pair
  }
}
