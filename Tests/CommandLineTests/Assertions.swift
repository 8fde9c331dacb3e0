import BatchCore
import Testing

/// One clear complaint: the status, one line on standard error with the words that name the remedy,
/// and nothing on standard output.
func expectComplaint(
  _ ending: BatchProgram.Ending, _ status: Int32, _ words: String...,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(ending.status == status, "\(ending.talk)", sourceLocation: sourceLocation)
  #expect(ending.output.isEmpty, sourceLocation: sourceLocation)
  let lines = ending.talk.split(separator: "\n")
  #expect(lines.count == 1, "\(ending.talk)", sourceLocation: sourceLocation)
  #expect(ending.talk.hasPrefix("batch: "), "\(ending.talk)", sourceLocation: sourceLocation)
  for word in words {
    #expect(ending.talk.contains(word), "\(ending.talk)", sourceLocation: sourceLocation)
  }
  expectClean(ending, sourceLocation: sourceLocation)
}

/// No control character but line feeds: nothing from outside can steer a terminal.
func expectClean(
  _ ending: BatchProgram.Ending, sourceLocation: SourceLocation = #_sourceLocation
) {
  for text in [ending.output, ending.talk] {
    #expect(printable(text, keepingLines: true) == text, sourceLocation: sourceLocation)
    #expect(!text.contains("\t"), sourceLocation: sourceLocation)
  }
}
