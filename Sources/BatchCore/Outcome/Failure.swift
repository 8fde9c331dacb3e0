/// Why an attempt or a task failed: a value that is stored and shown, never thrown.
package struct Failure: Sendable, Equatable, Codable {
  package var kind: FailureKind
  /// What happened, one sentence, without secrets.
  package var sentence: String
  /// What the user can do, or that nothing needs to be done.
  package var remedy: String

  package init(kind: FailureKind, sentence: String, remedy: String) {
    self.kind = kind
    self.sentence = sentence
    self.remedy = remedy
  }
}
