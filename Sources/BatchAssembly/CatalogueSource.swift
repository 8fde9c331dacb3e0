import BatchCore
import BatchEngine

/// The provider's model list for a run: kept in the queue for a day, fetched when it is older, and
/// done without where it cannot be had.
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

  /// The list to plan with; the offline one if the provider cannot be asked and never was.
  package func catalogue() throws(StoreFailure) -> ModelCatalogue {
    let name = ModelList.name(of: base)
    let list = ModelList(base: base, key: key, kept: try reader.document(named: name), now: now)
    switch list.origin {
    case .cached: break
    case .provider:
      if let answer = list.answer {
        try store.keep(KeptDocument(name: name, fetchedAt: now, text: answer))
      }
    case .kept(let since): say(.modelListMissing(keptSince: since))
    case .offline: say(.modelListMissing(keptSince: nil))
    }
    return list.catalogue
  }
}
