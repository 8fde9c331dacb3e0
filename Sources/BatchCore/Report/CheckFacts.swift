/// What `batch check` looked at; what it means is said in `findings`.
package struct CheckFacts: Sendable {
  package enum JobFact: Sendable {
    /// - Parameter file: as the user knows it.
    case read(file: String, JobFile)
    /// One line a mistake, each with its file and line.
    case mistakes([String])
    /// No such file, or none that can be read.
    case unusable(String)
  }

  package enum KeyFact: Sendable {
    /// It cannot be a key; nothing was asked.
    case mistake(APIKey.Mistake)
    case answered(KeyAnswer)
  }

  package enum ProviderFact: Sendable {
    case reached
    /// One sentence, without secrets.
    case notReached(String)
    /// It answered the question for its models, or for the key, with this and nothing of use.
    case odd(status: Int)
  }

  package enum ModelsFact: Sendable {
    /// - Parameter account: ids that the account's own settings leave; nil: not known.
    case fetched(ModelCatalogue, account: Set<String>?)
    /// The list that the queue keeps from an earlier run.
    case kept(ModelCatalogue, Timestamp)
    case unknown
  }

  package enum QueueFact: Sendable {
    /// - Parameter isNamed: the user named it, so it should be there.
    case absent(isNamed: Bool)
    case unusable(sentence: String, exit: Int32)
    /// - Parameter passedOver: models that new tasks do not start with, as the last run found.
    case open(articles: Int, version: Int, pauses: [Pause], passedOver: [MovedStart] = [])
  }

  /// Where the queue is, or is to be.
  package struct PlaceFact: Sendable {
    package var path: String
    package var folder: String
    package var isWritable: Bool
    /// Of the queue's file; 0 if there is none.
    package var fileBytes: Int
    /// nil: not known.
    package var freeBytes: Int?

    package init(
      path: String, folder: String, isWritable: Bool, fileBytes: Int, freeBytes: Int?
    ) {
      self.path = path
      self.folder = folder
      self.isWritable = isWritable
      self.fileBytes = fileBytes
      self.freeBytes = freeBytes
    }
  }

  package var jobs: [JobFact]
  /// The provider's address.
  package var base: String
  package var key: KeyFact
  package var provider: ProviderFact
  package var models: ModelsFact
  package var queue: QueueFact
  package var place: PlaceFact
  /// Of the work that is likely to be next; nil: it is not known.
  package var forecast: Forecast?
  /// Of every role that was looked at.
  package var fits: [LongestFit]
  package var allowances: [Allowance]
  /// Such as `SQLite 3.40.1`.
  package var libraries: [String]
  package var now: Timestamp

  package init(
    jobs: [JobFact], base: String, key: KeyFact, provider: ProviderFact, models: ModelsFact,
    queue: QueueFact, place: PlaceFact, forecast: Forecast? = nil, fits: [LongestFit] = [],
    allowances: [Allowance] = [], libraries: [String], now: Timestamp
  ) {
    self.jobs = jobs
    self.base = base
    self.key = key
    self.provider = provider
    self.models = models
    self.queue = queue
    self.place = place
    self.forecast = forecast
    self.fits = fits
    self.allowances = allowances
    self.libraries = libraries
    self.now = now
  }

  /// In the order in which one would look: jobs, key, models, queue, cost, libraries.
  package var findings: [CheckFinding] {
    jobFindings + providerFindings + keyFindings + modelFindings + fitFindings + queueFindings
      + costFindings
      + [.ok(.library, libraries.joined(separator: ", ") + ".")]
  }

  private var jobFindings: [CheckFinding] {
    jobs.flatMap { fact -> [CheckFinding] in
      switch fact {
      case .read(let file, let read):
        let models = Wording.counted(read.job.ladder.count, "model")
        return [.ok(.job, "\(file): \(models) on its ladder.")]
          + read.warnings.map { .warning(.job, "\(file):\($0.line): \($0.sentence).") }
      case .mistakes(let lines): return lines.map { .error(.job, $0 + ".", exit: 78) }
      case .unusable(let sentence): return [.error(.job, sentence, exit: 78)]
      }
    }
  }

  private var providerFindings: [CheckFinding] {
    switch provider {
    case .reached: [.ok(.provider, "\(base) answers.")]
    case .notReached(let sentence):
      [
        .error(
          .provider, "\(base) was not reached: \(sentence)",
          remedy: "Check the network and the address (--base-url, OPENROUTER_BASE_URL).", exit: 69)
      ]
    case .odd(let status):
      [
        .error(
          .provider, "\(base) answered \(status) and nothing of use.",
          remedy: "Look at status.openrouter.ai and check the address, or try again later.",
          exit: 69)
      ]
    }
  }
}
