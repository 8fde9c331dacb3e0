/// What the provider says when it is asked for a batch.
package enum BatchStanding: Sendable, Equatable {
  case atWork
  /// It will not change any more.
  case ended(ProviderBatch)
  /// The provider does not know it, or does not say what is in it; if it says so again and again,
  /// it is given up.
  case unknown
  /// The key may not ask.
  case refused(Failure)
  /// The provider said nothing about it.
  case unanswered

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

  /// So often in a row the provider may not know a batch before it is given up, which takes ten
  /// minutes at the least: what is asked for anew is paid for anew.
  package static let enoughUnknown = 8
  /// A batch is over within a day: one that is older and not known will not come back.
  package static let longest: Duration = .seconds(26 * 3600)
}
