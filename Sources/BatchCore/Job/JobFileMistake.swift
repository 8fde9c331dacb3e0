/// One thing in a job file that is wrong, or worth a warning.
package struct JobFileMistake: Error, Sendable, Equatable {
  /// Counted from 1.
  package var line: Int
  /// What is wrong and what was perhaps meant; no full stop.
  package var sentence: String

  package init(line: Int, _ sentence: String) {
    self.line = line
    self.sentence = sentence
  }
}
