import Foundation

/// `provider.max_price` of a request; what it does not name is not limited.
struct MaxPrice: Sendable, Decodable {
  private struct Request: Decodable {
    struct Provider: Decodable {
      // swift-format-ignore: AlwaysUseLowerCamelCase
      var max_price: MaxPrice?
    }

    var provider: Provider?
  }

  var prompt: Decimal?
  var completion: Decimal?
  var request: Decimal?

  init?(in body: Data) {
    guard body.firstRange(of: Data("\"max_price\"".utf8)) != nil,
      let found = (try? JSONDecoder().decode(Request.self, from: body))?.provider?.max_price
    else { return nil }
    self = found
  }

  /// Whether a model is as cheap.
  func allows(_ model: SimulatedModel) -> Bool {
    Self.allows(prompt, model.promptPrice) && Self.allows(completion, model.completionPrice)
  }

  private static func allows(_ most: Decimal?, _ price: Picodollars) -> Bool {
    guard let most else { return true }
    return Decimal(price.count) <= most * 1_000_000
  }
}
