import Foundation

/// Waits for what another thread is about to do, on a thread of its own.
enum Wait {
  struct TimedOut: Error {}

  /// The first value that is not nil, looked for every 5 ms for at most 20 s.
  static func until<Value>(_ value: () throws -> Value?) throws -> Value {
    for _ in 0..<4000 {
      if let value = try value() { return value }
      usleep(5000)
    }
    throw TimedOut()
  }
}
