/// Whether a role's longest open article fits the models of its ladder.
package struct LongestFit: Sendable, Equatable {
  package var role: String
  /// The article's id.
  package var id: String
  /// Models that make what the role is for and have no room for it, in the ladder's order.
  package var unfitModels: [String]
  /// None of them has.
  package var isUnfit: Bool
  /// The model that describes, where it has no room for the article.
  package var unfitDescriber: String?

  package init(
    role: String, id: String, unfitModels: [String], isUnfit: Bool, unfitDescriber: String? = nil
  ) {
    self.role = role
    self.id = id
    self.unfitModels = unfitModels
    self.isUnfit = isUnfit
    self.unfitDescriber = unfitDescriber
  }

  /// Looks at the article, whether its task is made or not; nil: there is nothing to do.
  ///
  /// - Throws: `StoreFailure`, or a mistake in a template; never for a job that `JobFile` has read.
  package init?(of reader: any QueueReader, job: Job, catalogue: ModelCatalogue) throws {
    guard let article = try Self.longest(of: reader, role: job.role) else { return nil }
    let builder = try RequestBuilder(job)
    let unfit = job.ladder.filter { !builder.hasRoom(for: article, catalogue[$0]) }
    let makers = job.ladder.filter { $0 != job.describe?.model }
    self.init(
      role: job.role, id: article.id, unfitModels: unfit.filter(makers.contains),
      isUnfit: makers.allSatisfy(unfit.contains),
      unfitDescriber: unfit.first { !makers.contains($0) })
  }

  /// The open article of most tokens, which need not be the one of most bytes: a Chinese text has
  /// more in fewer. A queue of many articles larger than it may hide it.
  private static func longest(of reader: any QueueReader, role: String) throws -> Article? {
    var longest: (article: Article, tokens: Int)?
    for (number, bytes) in try reader.openWork(role: role).longest {
      if let longest, TokenEstimate.most(ofBytes: bytes) <= longest.tokens { break }
      guard let article = try reader.article(number: number) else { continue }
      let tokens = TokenEstimate.tokens(in: article.title + "\n" + article.body)
      if tokens > longest?.tokens ?? -1 { longest = (article, tokens) }
    }
    return longest?.article
  }
}
