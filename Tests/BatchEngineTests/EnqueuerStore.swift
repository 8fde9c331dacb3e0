import BatchCore
import Synchronization

/// A queue in memory that can only be enqueued into.
final class EnqueuerStore: ArticleIntake, Sendable {
  struct State {
    var articles: [[UInt8]: Article] = [:]
    var order: [[UInt8]] = []
    var batches: [Int] = []
    var failsAfter: Int?
  }

  private let state: Mutex<State>

  init(failsAfter: Int? = nil) { state = Mutex(State(failsAfter: failsAfter)) }

  var batches: [Int] { state.withLock(\.batches) }
  var articles: [Article] {
    state.withLock { state in state.order.compactMap { state.articles[$0] } }
  }

  func enqueue(_ articles: [Article], update: Bool) throws(StoreFailure) -> [EnqueueResult] {
    let results: [EnqueueResult]? = state.withLock { state in
      if let last = state.failsAfter, state.batches.count >= last { return nil }
      state.batches.append(articles.count)
      return articles.map { article in
        let id = Array(article.id.utf8)
        guard let known = state.articles[id] else {
          state.articles[id] = article
          state.order.append(id)
          return .queued
        }
        if known == article { return .unchanged }
        guard update else { return .conflicting }
        state.articles[id] = article
        return .updated
      }
    }
    guard let results else { throw .full(path: "queue") }
    return results
  }
}
