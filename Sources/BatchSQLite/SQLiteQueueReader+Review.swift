import BatchCore
import GRDB

extension SQLiteQueueReader {
  package func articles(_ search: ArticleSearch) throws(StoreFailure) -> ArticlePage {
    let reading = try read { db in try ArticleReading(search, db) }
    let isBackwards = if case .before = search.place { true } else { false }
    var page = ArticlePage(rows: [], lookedAt: 0)
    var place = search.place
    var isEnd = false
    // Many short reads: a long one would keep the log from being emptied.
    while page.rows.count < search.limit, page.lookedAt < ArticleReading.most, !isEnd {
      let part = try read { db in
        try reading.part(db, from: place, limit: search.limit - page.rows.count)
      }
      page.rows += part.rows
      page.lookedAt += part.lookedAt
      isEnd = part.isEnd
      if let last = part.last { place = isBackwards ? .before(last) : .after(last) }
    }
    if isBackwards { page.rows.reverse() }
    switch (search.place, place) {
    case (.before, .before(let last)):
      page.previous = isEnd ? nil : last
      page.next = page.rows.last?.number
    case (let start, .after(let last)):
      page.next = isEnd ? nil : last
      page.previous = start == .first ? nil : page.rows.first?.number
    default: break
    }
    return page
  }

  package func ledger(
    after number: ClaimNumber, limit: Int
  ) throws(StoreFailure) -> [LedgerPoint] {
    try read { db in try LedgerReading.points(db, after: number, limit: limit) }
  }

  package func ledger(numbers: [ClaimNumber]) throws(StoreFailure) -> [LedgerPoint] {
    try read { db in try LedgerReading.points(db, numbers: numbers) }
  }

  package func costs(after task: TaskID, limit: Int) throws(StoreFailure) -> [TaskCost] {
    try read { db in try LedgerReading.costs(db, after: task, limit: limit) }
  }

  package func review(role: String, article id: String) throws(StoreFailure) -> ReviewRow? {
    try read { db in try ReviewReading.row(db, role: role, article: id) }
  }
}
