/// What a role does: one job file, read and checked.
package struct Job: Sendable, Equatable {
  package var role: String
  package var description: String
  /// Model ids, first choice first, each next one more reliable; never empty. The one that
  /// describes, if any, stands before those that draw.
  package var ladder: [String]
  package var request: RequestParameters
  package var prompt: PromptTemplates
  package var output: OutputShape
  /// Tries per rung, from `retry.attempts`.
  package var attempts: Int
  /// What an answer has to keep of its article; they change no request.
  package var checks: [Check]
  /// How long articles are cut; nil: they are not.
  package var sections: SectionRule?
  /// Who says what is to be drawn; nil: the article itself is drawn.
  package var describe: DescribeRule?
  /// The file's text, kept so that a lost attempt can be sent again with the same bytes.
  package var source: String
  /// SHA-256, hex, over role, prompt, output, sections, describe and what of the request shapes an
  /// answer; not over models, retry, checks, description, stream, timeout or cache.
  package var digest: String

  package init(
    role: String, description: String, ladder: [String], request: RequestParameters,
    prompt: PromptTemplates, output: OutputShape, attempts: Int, checks: [Check] = [],
    sections: SectionRule? = nil, describe: DescribeRule? = nil,
    source: String, digest: String
  ) {
    self.role = role
    self.description = description
    self.ladder = ladder
    self.request = request
    self.prompt = prompt
    self.output = output
    self.attempts = attempts
    self.checks = checks
    self.sections = sections
    self.describe = describe
    self.source = source
    self.digest = digest
  }
}

/// The prompt's Mustache templates; they may name `{{title}}`, `{{body}}`, `{{excerpt}}`, `{{id}}`,
/// `{{marker}}`, of a long article's section `{{section}}`, `{{outline}}` and `{{before}}`, of an
/// image `{{description}}`, and, for the article's other fields, `{{article.NAME}}`.
package struct PromptTemplates: Sendable, Equatable {
  package var system: String
  package var user: String

  package init(system: String, user: String) {
    self.system = system
    self.user = user
  }

  /// Whether one of them writes what a name stands for.
  func names(_ name: String) -> Bool {
    [system, user].contains { template in
      TemplateTag.all(in: template).contains { $0.kind == .variable && $0.name == name }
    }
  }
}

/// What an answer has to look like.
package enum OutputShape: Sendable, Equatable {
  case text
  case json(JSONSchema)
  case image
}
