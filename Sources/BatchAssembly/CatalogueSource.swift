import BatchCore
import BatchEngine

/// The provider's model list: kept in the queue for a day, fetched when it is older, and done
/// without where it cannot be had.
package struct CatalogueSource {
  private let base: BaseURL
  private let key: APIKey
  private let store: any TaskStore
  private let reader: any QueueReader
  private let now: Timestamp
  private let say: (RunEvent) -> Void

  /// - Parameter say: is told where the provider's list cannot be had.
  package init(
    base: BaseURL, key: APIKey, store: any TaskStore, reader: any QueueReader, now: Timestamp,
    say: @escaping (RunEvent) -> Void
  ) {
    self.base = base
    self.key = key
    self.store = store
    self.reader = reader
    self.now = now
    self.say = say
  }

  private static let day: Duration = .seconds(86_400)

  /// The list to plan with; the offline one if the provider cannot be asked and never was.
  package func catalogue() throws(StoreFailure) -> ModelCatalogue {
    let kept = try reader.document(named: name)
    let known = kept.flatMap { kept in parsed(kept.text).map { (list: $0, at: kept.fetchedAt) } }
    // What was fetched in the future was fetched by a clock that has been set back since.
    if let known, (.zero..<Self.day).contains(now - known.at) { return known.list }
    if let body = Provider(base: base, key: key).models().successBody,
      let catalogue = try? ModelCatalogue(parsing: body)
    {
      try store.keep(
        KeptDocument(name: name, fetchedAt: now, text: String(decoding: body, as: UTF8.self)))
      return catalogue
    }
    say(.modelListMissing(keptSince: known?.at))
    return known?.list ?? .offline
  }

  /// One list an address: a simulator's models are not the provider's.
  private var name: String { Self.name(of: base) }

  package static func name(of base: BaseURL) -> String { "models \(base.text)" }

  private func parsed(_ text: String) -> ModelCatalogue? {
    try? ModelCatalogue(parsing: Array(text.utf8))
  }
}
