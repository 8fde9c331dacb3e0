/// How a request asks for the shape of its answer, strongest first.
package enum ResponseFormat: String, Sendable, Codable, CaseIterable {
  case jsonSchema
  case jsonObject
  case none

  /// The next weaker one; nil for the weakest.
  package var weaker: ResponseFormat? {
    switch self {
    case .jsonSchema: .jsonObject
    case .jsonObject: ResponseFormat.none
    case .none: nil
    }
  }

  /// The weaker of two.
  package func orWeaker(_ other: ResponseFormat?) -> ResponseFormat {
    let order = Self.allCases
    guard let other, let mine = order.firstIndex(of: self), let its = order.firstIndex(of: other)
    else { return self }
    return order[max(mine, its)]
  }
}
