/// A job's prompt with its templates compiled, once for all articles.
package struct Prompt: Sendable {
  /// The two messages of a request.
  package struct Messages: Sendable, Equatable {
    package var system: String
    package var user: String
  }

  private let system: PromptTemplate
  private let user: PromptTemplate

  package init(_ templates: PromptTemplates) throws(JobFileMistake) {
    system = try PromptTemplate(templates.system)
    user = try PromptTemplate(templates.user)
  }

  package func messages(for article: Article) -> Messages {
    let fields = ArticleFields(
      article, withExtra: system.usesFields || user.usesFields,
      withMarker: system.usesMarker || user.usesMarker)
    return Messages(system: system.render(fields), user: user.render(fields))
  }
}
