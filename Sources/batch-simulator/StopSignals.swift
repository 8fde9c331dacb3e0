import Foundation

/// SIGINT and SIGTERM, waited for on the main thread.
struct StopSignals {
  private let stopped = DispatchSemaphore(value: 0)
  private let sources: [any DispatchSourceSignal]

  init() {
    let stopped = stopped
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      return Self.source(number) { stopped.signal() }
    }
  }

  func wait() {
    stopped.wait()
    for source in sources { source.cancel() }
  }

  /// Outside the main actor: a handler made inside `@main` would inherit it and crash.
  private static func source(
    _ number: Int32, _ handler: @escaping @Sendable () -> Void
  ) -> any DispatchSourceSignal {
    let source = DispatchSource.makeSignalSource(
      signal: number, queue: DispatchQueue(label: "signals"))
    source.setEventHandler(handler: handler)
    source.resume()
    return source
  }
}
