/// A job's `sections` block.
package struct SectionRule: Sendable, Equatable {
  /// Articles of more words than these are cut; the sections' own limit.
  package var over: Int
  /// The last message's template of the request that puts the sections' answers together; nil: the
  /// usual one. Jobs whose answers have a body need none: their bodies are joined.
  package var merge: String?

  package init(over: Int, merge: String? = nil) {
    self.over = over
    self.merge = merge
  }

  static let usualMerge = """
    The article "{{title}}" was too long to be answered as a whole. Each of its sections was answered \
    alone; the answers follow in order, one a line, between the two lines that say {{marker}}.

    ===== {{marker}} =====
    <title>{{title}}</title>
    <body>{{body}}</body>
    ===== {{marker}} =====

    Put them together into one answer about the whole article, in the same form: name what several \
    of them say once, weigh what they say by the whole, and keep the order of the article.
    """
}

/// The stored answer to one section.
package struct FinishedSection: Sendable, Equatable {
  /// From 0.
  package var step: Int
  /// `Job.digest`, the article's revision and the builder that it was made with.
  package var job: String
  package var revision: Int
  package var builder: Int
  /// The reviewer's note that it was made with; nil: none.
  package var note: String?
  package var output: String

  package init(
    step: Int, job: String, revision: Int, builder: Int, note: String? = nil, output: String
  ) {
    self.note = note
    self.step = step
    self.job = job
    self.revision = revision
    self.builder = builder
    self.output = output
  }
}

extension [FinishedSection] {
  /// The first of them, in order, that are answers to this text, of this job and with this note.
  func fitting(job: Job, revision: Int, note: String?) -> [FinishedSection] {
    sorted { $0.step < $1.step }.enumerated().prefix { step, section in
      section.step == step && section.job == job.digest && section.revision == revision
        && section.builder == RequestBuilder.version && section.note == note
    }.map(\.element)
  }
}
