import BatchCore

/// The provider's model list as it can be had now: the one that was kept within a day, the
/// provider's, an older one, or what this version knows.
package struct ModelList {
  package let catalogue: ModelCatalogue
  package let origin: ModelsReport.Origin
  /// What the provider answered, where it was asked and could be read.
  let answer: String?

  private static let day: Duration = .seconds(86_400)

  /// - Parameters:
  ///   - key: nil: asked without one.
  ///   - kept: what the queue keeps of an earlier time, if anything.
  package init(base: BaseURL, key: APIKey?, kept: KeptDocument?, now: Timestamp) {
    let known = kept.flatMap { kept in
      (try? ModelCatalogue(parsing: Array(kept.text.utf8))).map { (list: $0, at: kept.fetchedAt) }
    }
    // What was fetched in the future was fetched by a clock that has been set back since.
    if let known, (.zero..<Self.day).contains(now - known.at) {
      (catalogue, origin, answer) = (known.list, .cached(since: known.at), nil)
    } else if let body = Provider(base: base, key: key).models().successBody,
      let list = try? ModelCatalogue(parsing: body)
    {
      (catalogue, origin, answer) = (list, .provider, String(decoding: body, as: UTF8.self))
    } else if let known {
      (catalogue, origin, answer) = (known.list, .kept(since: known.at), nil)
    } else {
      (catalogue, origin, answer) = (.offline, .offline, nil)
    }
  }

  /// One list an address: a simulator's models are not the provider's.
  package static func name(of base: BaseURL) -> String { "models \(base.text)" }
}
