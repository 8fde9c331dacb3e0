/// What a command meets.
enum Trouble: CustomStringConvertible {
  case storage(StorageFault)
  /// kill -9 so long after its start.
  case kill(milliseconds: Double)

  var description: String {
    switch self {
    case .storage(let fault): fault.description
    case .kill(let milliseconds): "kill -9 after \(milliseconds) ms"
    }
  }
}
