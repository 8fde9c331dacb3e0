import BatchCore
import BatchCurl

/// Questions to the provider that cost nothing: its models, and what it says of the key.
package struct Provider {
  private let base: BaseURL
  private let key: APIKey?

  /// - Parameter key: nil: questions that need none can still be asked.
  package init(base: BaseURL, key: APIKey?) {
    self.base = base
    self.key = key
  }

  private static let limits = ExchangeLimits(
    connect: .seconds(5), firstByte: .seconds(10), idle: .seconds(10), total: .seconds(20))

  /// Asks for the list of all models.
  package func models() -> Exchange { get("/models?output_modalities=all") }

  /// What may still be spent, as far as the keys may ask.
  ///
  /// - Parameter managementKey: asks for the account's balance; nil: that is not known.
  package func balance(managementKey: APIKey?) -> Balance {
    let credits = managementKey.map { Provider(base: base, key: $0).get("/credits") }
    var balance = Balance(
      key: key == nil ? nil : get("/key").successBody, credits: credits?.successBody)
    if let status = credits?.response?.status, status == 401 || status == 403 {
      balance.refusal = status
    }
    return balance
  }

  package func get(_ path: String) -> Exchange {
    let headers = RequestHeaders(
      key: key?.secret ?? "", version: ProductVersion.number, referer: ProductVersion.home
    ).common.filter { key != nil || $0.name != "Authorization" }
    return CurlTransport(userAgent: ProductVersion.userAgent).exchange(
      WireRequest(method: .get, url: base.text + path, headers: headers), limits: Self.limits,
      abort: AbortFlag())
  }
}
