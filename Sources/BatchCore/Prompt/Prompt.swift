/// A job's prompt with its templates compiled, once for all articles.
package struct Prompt: Sendable {
  /// The two messages of a request.
  package struct Messages: Sendable, Equatable {
    package var system: String
    package var user: String
  }

  private let system: PromptTemplate
  private let user: PromptTemplate
  /// In the place of `user` where the answers to an article's sections are put together.
  private let merge: PromptTemplate

  package init(_ templates: PromptTemplates, merge: String? = nil) throws(JobFileMistake) {
    system = try PromptTemplate(templates.system)
    user = try PromptTemplate(templates.user)
    self.merge = try PromptTemplate(merge ?? SectionRule.usualMerge)
  }

  package func messages(
    for article: Article, section: SectionFields = SectionFields(), merging: Bool = false
  ) -> Messages {
    let last = merging ? merge : user
    let fields = ArticleFields(
      article, withExtra: system.usesFields || last.usesFields,
      withMarker: system.usesMarker || last.usesMarker, section: section)
    return Messages(system: system.render(fields), user: last.render(fields))
  }
}
