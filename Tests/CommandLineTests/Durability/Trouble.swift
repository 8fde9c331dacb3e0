/// What a command meets.
enum Trouble: CustomStringConvertible {
  /// The disk as it is.
  case nothing
  /// A disk that is watched, and does what the fault says.
  case storage(StorageFault)
  /// kill -9 so long after its start.
  case kill(milliseconds: Double)

  var description: String {
    switch self {
    case .nothing: "nothing"
    case .storage(let fault): fault.description
    case .kill(let milliseconds): "kill -9 after \(milliseconds) ms"
    }
  }
}
