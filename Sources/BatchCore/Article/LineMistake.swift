/// Why a record did not become an article.
package struct LineMistake: Error, Sendable, Equatable {
  /// What is wrong, without a full stop.
  package var sentence: String
  /// What the user can do about it, without a full stop; nil if the sentence says it.
  package var remedy: String?
  /// The record is not JSON at all: inside an array its end is then only a guess, so nothing after
  /// it may be believed.
  package var breaksArray: Bool

  package init(_ sentence: String, remedy: String? = nil, breaksArray: Bool = false) {
    self.sentence = sentence
    self.remedy = remedy
    self.breaksArray = breaksArray
  }
}
