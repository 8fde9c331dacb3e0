import Dispatch
import Glibc
import Synchronization

/// Signals as events on a queue of their own.
final class Signals: Sendable {
  private let sources: Mutex<[any DispatchSourceSignal]>

  /// Calls back for each of the signals; they no longer end the process by themselves.
  init(_ numbers: [Int32], _ callback: @escaping @Sendable () -> Void) {
    sources = Mutex(Self.sources(numbers, callback))
  }

  /// Calls back no more.
  func cancel() {
    sources.withLock { sources in
      for source in sources { source.cancel() }
    }
  }

  /// A closed pipe, a closed terminal and a file size limit are results of calls, not deaths.
  static func ignoreDeaths() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// A parent may hand on a mask under which they would stay pending for ever.
  private static func unblock(_ numbers: [Int32]) {
    var set = sigset_t()
    sigemptyset(&set)
    for number in numbers { sigaddset(&set, number) }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  private static func sources(
    _ numbers: [Int32], _ callback: @escaping @Sendable () -> Void
  ) -> [any DispatchSourceSignal] {
    unblock(numbers)
    let queue = DispatchQueue(label: "batch.signals")
    return numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler(handler: callback)
      source.resume()
      return source
    }
  }
}
