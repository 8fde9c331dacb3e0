import BatchCore

extension ArticleReading {
  /// Where the search goes on; nil: it is at its end.
  func place(behind part: Part, _ from: ArticleSearch.Place) -> ArticleSearch.Place? {
    switch from {
    case .first, .after:
      if part.isEnd { return isByID(from) ? .after(ArticleSearch.Mark(0, isByTitle: true)) : nil }
      return part.last.map { .after($0) }
    case .before:
      if part.isEnd { return hasIDs && !isByID(from) ? .before(ArticleSearch.Mark(.max)) : nil }
      return part.last.map { .before($0) }
    }
  }

  /// Puts the rows in order, and says what stands before them and behind.
  ///
  /// - Parameter place: where the search goes on.
  func lead(on page: inout ArticlePage, to place: ArticleSearch.Place?) {
    switch search.place {
    case .before:
      page.rows.reverse()
      page.next = page.rows.last.map(mark)
    case .first: break
    case .after(let start):
      let isAmongIDs = hasIDs && !start.isByTitle
      // On a page without rows the way back is to the end of what came before it.
      let end = ArticleSearch.Mark(
        isAmongIDs ? .max : min(start.article, .max - 1) + 1, isByTitle: start.isByTitle)
      page.previous = page.rows.first.map(mark) ?? end
    }
    switch place {
    case .after(let mark): page.next = mark
    case .before(let mark): page.previous = mark
    case .first, nil: break
    }
  }
}
