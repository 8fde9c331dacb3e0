import BatchCore
import GRDB

extension SQLiteQueueReader {
  package func articles(_ search: ArticleSearch) throws(StoreFailure) -> ArticlePage {
    let reading = try read { db in try ArticleReading(search, db) }
    var page = ArticlePage(rows: [], lookedAt: 0)
    var place: ArticleSearch.Place? = search.place
    // Many short reads: a long one would keep the log from being emptied.
    while let from = place, page.rows.count < search.limit, page.lookedAt < ArticleReading.most {
      let part = try read { db in
        try reading.part(db, from: from, limit: search.limit - page.rows.count)
      }
      page.rows += part.rows
      page.lookedAt += part.lookedAt
      place = reading.place(behind: part, from)
      // What is found by its id is shown before all titles are looked through.
      if reading.isByID(from), part.isEnd, !page.rows.isEmpty { break }
    }
    reading.lead(on: &page, to: place)
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
