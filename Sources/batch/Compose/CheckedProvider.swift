import BatchAssembly
import BatchCore

/// What the provider says to the questions of `batch check`, none of which costs anything.
struct CheckedProvider {
  var provider: CheckFacts.ProviderFact = .reached
  var key: CheckFacts.KeyFact = .answered(.unknown)
  var models: CheckFacts.ModelsFact = .unknown

  /// - Parameter kept: the model list of an earlier run, for where the provider has none.
  init(base: BaseURL, key: Result<APIKey, APIKey.Mistake>, kept: () -> KeptDocument?) {
    let usable = try? key.get()
    let asked = Provider(base: base, key: usable)
    if case .failure(let mistake) = key { self.key = .mistake(mistake) }
    let answer = asked.models()
    if let catalogue = answer.successBody.flatMap({ try? ModelCatalogue(parsing: $0) }) {
      models = .fetched(catalogue, account: nil)
    } else {
      provider = Self.fault(answer)
      models = kept().flatMap(Self.kept) ?? .unknown
      // Each question more would wait as long as this one did.
      if case .notReached = provider { return }
    }
    guard usable != nil else { return }
    readKey(asked.get("/key"))
    if case .answered(.known) = self.key, case .fetched(let catalogue, _) = models {
      models = .fetched(catalogue, account: Self.ids(asked.get("/models/user")))
    }
  }

  private mutating func readKey(_ answer: Exchange) {
    let said = KeyAnswer(answer)
    key = .answered(said)
    if case .unknown = said, case .reached = provider { provider = Self.fault(answer) }
  }

  private static func fault(_ answer: Exchange) -> CheckFacts.ProviderFact {
    guard let response = answer.response, answer.failure == nil else {
      return .notReached(answer.failure?.sentence ?? "no answer came.")
    }
    return .odd(status: response.status)
  }

  private static func kept(_ document: KeptDocument) -> CheckFacts.ModelsFact? {
    (try? ModelCatalogue(parsing: Array(document.text.utf8))).map { .kept($0, document.fetchedAt) }
  }

  /// The list as it is for this account; nil where it cannot be had.
  private static func ids(_ answer: Exchange) -> Set<String>? {
    let catalogue = answer.successBody.flatMap { try? ModelCatalogue(parsing: $0) }
    guard let catalogue, !catalogue.ids.isEmpty else { return nil }
    return Set(catalogue.ids)
  }
}
