import Dispatch
import Glibc

/// Signals as events on a queue of their own.
final class Signals: Sendable {
  private let sources: [any DispatchSourceSignal & Sendable]

  /// Calls back for each of the signals; they no longer end the process by themselves.
  init(_ numbers: [Int32], _ callback: @escaping @Sendable () -> Void) {
    let queue = DispatchQueue(label: "batch.signals")
    sources = numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler(handler: callback)
      source.resume()
      return source
    }
  }

  func cancel() { for source in sources { source.cancel() } }

  /// A closed pipe, a closed terminal and a file size limit are results of calls, not deaths.
  static func ignoreDeaths() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }
}
