/// Why the simulator could not be started.
package enum SimulatorError: Error, CustomStringConvertible {
  case alreadyStarted
  case notListening(String)
  case startTimedOut

  package var description: String {
    switch self {
    case .alreadyStarted: "the simulator is already running; make another one"
    case .notListening(let reason): "the simulator cannot listen: \(reason)"
    case .startTimedOut:
      "the simulator did not start in 30 s; call launch from a thread outside Swift's own pool"
    }
  }
}
