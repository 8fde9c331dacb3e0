import BatchCore

/// Which part of the list of results the page asks for.
struct ReviewQuestion {
  /// Where it begins, as it is asked for.
  private enum Beginning {
    case place(ReviewList.Place)
    /// Around the article with this id.
    case id(String)
  }

  var filter: ReviewList.Filter
  private var beginning: Beginning
  var limit: Int

  /// nil: a member of it is none of ours.
  init?(_ query: [String: String]) {
    func number(_ name: String) -> Int64?? { query[name].map { Int64($0) } }
    guard let filter = ReviewList.Filter(query), let limit = Int(query["limit"] ?? "100"),
      (1...1_000).contains(limit), let lead = Int(query["lead"] ?? "0"), (0...limit).contains(lead)
    else { return nil }
    (self.filter, self.limit) = (filter, limit)
    switch (number("after"), number("before"), number("around"), query["id"]) {
    case (nil, nil, nil, nil): beginning = .place(.first)
    case (.some(let after?), nil, nil, nil): beginning = .place(.after(after))
    case (nil, .some(let before?), nil, nil): beginning = .place(.before(before))
    case (nil, nil, .some(let around?), nil): beginning = .place(.around(around, lead: lead))
    case (nil, nil, nil, let id?): beginning = .id(id)
    default: return nil
    }
  }

  /// An article that is not in the list is none to begin at.
  func place(in list: ReviewList) -> ReviewList.Place {
    switch beginning {
    case .place(let place): place
    case .id(let id):
      list.article(id: id).map { .around($0, lead: limit / 2) } ?? .first
    }
  }
}
