/// What the next request of a task has to do differently from the job's plain one.
package struct Adjustment: Sendable, Equatable, Codable {
  /// What was wrong with the last answer, added to the prompt as a message of its own.
  package var complaint: String?
  /// A larger (S38, S42) or smaller (S4) room for the answer, in tokens.
  package var maxTokens: Int?
  /// A weaker way to ask for JSON, where an endpoint refused the stronger one (S20).
  package var format: ResponseFormat?
  /// Providers to pass over for this task (S2).
  package var ignoredProviders: [String]?
  /// Ask the response cache to forget the last, bad answer.
  package var clearCache: Bool?

  package init(
    complaint: String? = nil, maxTokens: Int? = nil, format: ResponseFormat? = nil,
    ignoredProviders: [String]? = nil, clearCache: Bool? = nil
  ) {
    self.complaint = complaint
    self.maxTokens = maxTokens
    self.format = format
    self.ignoredProviders = ignoredProviders
    self.clearCache = clearCache
  }

  package static let none = Adjustment()
}
