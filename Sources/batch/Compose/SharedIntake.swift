import BatchCore
import BatchSQLite

/// Adds articles whoever else writes: batch by batch under the lock, or through a run at work.
final class SharedIntake: ArticleIntake {
  private let path: String
  private let stop: AbortFlag
  private let steering: Steering
  private var own: SQLiteIntake?

  /// Articles in one change: a run's settlements wait while they are written.
  private static let count = 500
  /// In one change, of titles, bodies and the rest, in bytes; one article more may be added.
  private static let bytes = 1 << 20

  /// Opens or creates the queue.
  ///
  /// - Parameter stop: ends the wait for others.
  init(path: String, stop: AbortFlag) throws(StoreFailure) {
    self.path = path
    self.stop = stop
    steering = Steering(path: path, purpose: .enqueue)
    own = try open()
  }

  func enqueue(
    _ articles: [Article], update: Bool
  ) throws(StoreFailure) -> [EnqueueResult] {
    var results: [EnqueueResult] = []
    while results.count < articles.count {
      results += try add(articles[results.count...], update: update)
    }
    return results
  }

  func finish() {
    own?.finish()
    own = nil
  }

  /// Adds the first of the articles, or all.
  private func add(
    _ articles: ArraySlice<Article>, update: Bool
  ) throws(StoreFailure) -> [EnqueueResult] {
    if own == nil, steering.holder == nil { own = try open() }
    if let own {
      do throws(StoreFailure) {
        return try own.enqueue(Array(articles), update: update)
      } catch {
        guard case .busy(_, _, isRun: true) = error else { throw error }
        self.own = nil
      }
    }
    return try handOver(Self.part(of: articles), update: update)
  }

  /// - Returns: nil if a run is at work.
  private func open() throws(StoreFailure) -> SQLiteIntake? {
    do throws(StoreFailure) {
      return try SQLiteIntake.open(path: path, stop: stop)
    } catch {
      guard case .busy(_, _, isRun: true) = error else { throw error }
      return nil
    }
  }

  private func handOver(
    _ articles: [Article], update: Bool
  ) throws(StoreFailure) -> [EnqueueResult] {
    do throws(ChangeRefusal) {
      let ending = try steering.carryOut(.enqueue(articles, update: update))
      if case .enqueued(let results) = ending.report { return results }
      throw .unable("The run at work gave an answer that is none.")
    } catch {
      if case .store(let failure) = error { throw failure }
      throw .inputOutput(path: path, reason: error.sentence)
    }
  }

  private static func part(of articles: ArraySlice<Article>) -> [Article] {
    var size = 0
    let part = articles.prefix(count).prefix { article in
      defer {
        size += article.title.utf8.count + article.body.utf8.count + article.extra.utf8.count
      }
      return size < bytes
    }
    return Array(part)
  }
}
