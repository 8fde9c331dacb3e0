/// What the provider says when it is asked for a batch.
package enum BatchStanding: Sendable, Equatable {
  case atWork
  /// It will not change any more.
  case ended(ProviderBatch)
  /// The provider does not know it, or does not say what is in it; if that lasts, it is given up.
  case unknown
  /// The key may not ask.
  case refused(Failure)
  /// The provider said nothing about it.
  case unanswered

  /// Whether the provider has taken the key.
  package var showsKey: Bool {
    switch self {
    case .atWork, .ended: true
    case .unknown, .refused, .unanswered: false
    }
  }

  package init(_ exchange: Exchange) {
    guard let response = exchange.response, exchange.failure == nil else {
      self = .unanswered
      return
    }
    if [404, 410].contains(response.status) {
      self = .unknown
      return
    }
    if response.status == 401 {
      self = .refused(Failure(.badKey, status: response.status))
      return
    }
    guard (200..<300).contains(response.status) else {
      self = .unanswered
      return
    }
    guard let batch = ProviderBatch(parsing: response.body) else {
      self = .unknown
      return
    }
    switch batch.stage {
    case .atWork: self = .atWork
    case .completed: self = batch.rows == nil ? .unknown : .ended(batch)
    case .failed, .expired, .cancelled: self = .ended(batch)
    }
  }
}
