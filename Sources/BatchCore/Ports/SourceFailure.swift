/// Why an input cannot be read.
package enum SourceFailure: Error, Sendable, Equatable {
  case missing(name: String)
  case directory(name: String)
  case unreadable(name: String, reason: String)
  /// Compressed, and cut off or damaged; what came before was read.
  case damaged(name: String, reason: String)
  /// The device failed while reading.
  case inputOutput(name: String, reason: String)

  /// One sentence that says what to do.
  package var sentence: String {
    switch self {
    case .missing(let name): printable("\(name): no such file.")
    case .directory(let name): printable("\(name) is a directory; name the files in it.")
    case .unreadable(let name, let reason): printable("\(name) cannot be read: \(reason).")
    case .damaged(let name, let reason):
      printable("\(name): \(reason). The records before it are kept; fetch the file again.")
    case .inputOutput(let name, let reason): printable("\(name): reading failed: \(reason).")
    }
  }

  /// After sysexits: 66 no input, 65 bad data, 74 input or output failed.
  package var exitStatus: Int32 {
    switch self {
    case .missing, .directory, .unreadable: 66
    case .damaged: 65
    case .inputOutput: 74
    }
  }
}
