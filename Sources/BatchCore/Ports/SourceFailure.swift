/// Why an input cannot be read.
package enum SourceFailure: Error, Sendable, Equatable {
  case missing(name: String)
  case directory(name: String)
  case unreadable(name: String, reason: String)
  /// Compressed, and cut off or damaged; what came before was read.
  case damaged(name: String, reason: String)
  /// The device failed while reading.
  case inputOutput(name: String, reason: String)

  /// What happened, without a full stop and without the input's name.
  package var reason: String {
    switch self {
    case .missing: "there is no such file"
    case .directory: "this is a directory"
    case .unreadable(_, let reason): "it cannot be read: \(reason)"
    case .damaged(_, let reason): reason
    case .inputOutput(_, let reason): "reading failed: \(reason)"
    }
  }

  /// What the user can do, without a full stop.
  package var remedy: String? {
    switch self {
    case .missing, .unreadable: nil
    case .directory: "Name the files in it"
    case .damaged: "The records before are kept; fetch the file again, then enqueue it again"
    case .inputOutput: "The records before are kept; the same command goes on"
    }
  }

  /// The input as the user named it.
  package var name: String {
    switch self {
    case .missing(let name), .directory(let name), .unreadable(let name, _), .damaged(let name, _),
      .inputOutput(let name, _):
      name
    }
  }

  /// The whole message: `old.jsonl: there is no such file.`
  package var sentence: String {
    printable("\(name): \(reason)." + (remedy.map { " \($0)." } ?? ""))
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
