import BatchCore
import Confinement

/// Writes one batch of articles at a time, while the next one is read.
struct BatchWriter {
  private let intake: Confined<any ArticleIntake>
  private let written = Rest<Result<[EnqueueResult], StoreFailure>>()

  init(_ intake: sending any ArticleIntake) { self.intake = Confined("batch.enqueue", intake) }

  /// Begins to write a batch; the one before must be finished.
  func begin(_ articles: [Article], update: Bool) {
    intake.post { [written] intake in
      written.wake(
        Result { () throws(StoreFailure) in
          articles.isEmpty ? [] : try intake.enqueue(articles, update: update)
        })
    }
  }

  /// Blocks until the queue is left in order; after it no batch is begun.
  func close() {
    let closed = Rest<Void>()
    intake.post { intake in
      intake.finish()
      closed.wake(())
    }
    closed.wait()
  }

  /// Blocks until the batch begun last is durable.
  ///
  /// - Returns: what became of each article, in their order.
  func finish() throws(StoreFailure) -> [EnqueueResult] { try written.wait().get() }
}
