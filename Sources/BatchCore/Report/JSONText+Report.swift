extension JSONText {
  /// A string, or null.
  mutating func optional(_ text: String?) {
    if let text { string(text) } else { raw("null") }
  }

  /// A number, or null.
  mutating func optional(_ number: Int?) {
    if let number { integer(number) } else { raw("null") }
  }

  mutating func failure(_ failure: Failure) {
    openObject()
    name("kind")
    string(failure.kind.rawValue)
    name("sentence")
    string(failure.sentence)
    name("remedy")
    string(failure.remedy)
    closeObject()
  }
}
