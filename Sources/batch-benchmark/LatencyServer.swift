import Dispatch
import Glibc
import Synchronization

/// Answers every POST the same, so long after it has come whole: one thread reads, one waits and
/// writes.
///
/// The simulator reads and keeps every request, and nginx cannot wait: a server that only waits and
/// writes is what a client's own time can be measured against. Every other request gets a 404.
final class LatencyServer: Sendable {
  /// When requests came, in seconds of the monotonic clock.
  struct Arrivals {
    var count = 0
    var first = 0.0
    var last = 0.0

    /// From the first to the last.
    var perSecond: Double { count > 1 && last > first ? Double(count - 1) / (last - first) : 0 }
  }

  let baseURL: String
  private let setup: Mutex<(answer: [UInt8], latency: Double)>
  private let arrivals = Mutex(Arrivals())
  /// Answers in the order of their moments: all wait equally long.
  private let waiting = Mutex<[Waiting]>([])
  private let added = DispatchSemaphore(value: 0)
  private let isOver = Atomic(false)
  private let threads = DispatchGroup()

  private struct Waiting {
    var moment: Double
    var descriptor: Int32
  }

  /// - Parameter answer: the body of every answer.
  init(answer: [UInt8], latency: Double = 0) throws {
    let listener = try Listener(port: 0)
    baseURL = "http://127.0.0.1:\(listener.port)/api/v1"
    setup = Mutex((LatencyServer.response(answer), latency))
    DispatchQueue(label: "batch.benchmark.reading").async(group: threads) { [self] in
      var loop = ServerLoop(listener, server: self)
      loop.work()
    }
    DispatchQueue(label: "batch.benchmark.writing").async(group: threads) { [self] in
      while let next = nextWaiting() {
        sleep(until: next.moment)
        ServerLoop.write(setup.withLock { $0.answer }, to: next.descriptor)
      }
    }
  }

  /// Ends it and frees its port.
  func stop() {
    isOver.store(true, ordering: .releasing)
    added.signal()
    threads.wait()
  }

  /// Answers so from the next request on.
  func set(answer: [UInt8]) { setup.withLock { $0.answer = LatencyServer.response(answer) } }

  /// Waits so long from the next request on; for a time in which none is in flight.
  func set(latency: Double) { setup.withLock { $0.latency = latency } }

  /// What came since the last time; begins anew.
  func takeArrivals() -> Arrivals {
    arrivals.withLock { arrivals in
      defer { arrivals = Arrivals() }
      return arrivals
    }
  }

  var isStopping: Bool { isOver.load(ordering: .acquiring) }

  /// A request has come whole: its answer is written when its moment comes.
  func answer(_ descriptor: Int32, at moment: Double) {
    arrivals.withLock { arrivals in
      if arrivals.count == 0 { arrivals.first = moment }
      arrivals.count += 1
      arrivals.last = moment
    }
    let (answer, latency) = setup.withLock { $0 }
    guard latency > 0 else { return ServerLoop.write(answer, to: descriptor) }
    waiting.withLock { $0.append(Waiting(moment: moment + latency, descriptor: descriptor)) }
    added.signal()
  }

  /// - Returns: nil: the server is over.
  private func nextWaiting() -> Waiting? {
    added.wait()
    return waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
  }

  private static func response(_ body: [UInt8]) -> [UInt8] {
    let head =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n"
    return Array(head.utf8) + body
  }
}

/// Seconds of the monotonic clock.
func monotonicSeconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}

private func sleep(until moment: Double) {
  let span = moment - monotonicSeconds()
  guard span > 0 else { return }
  var limit = timespec(tv_sec: Int(span), tv_nsec: Int((span - span.rounded(.down)) * 1e9))
  nanosleep(&limit, nil)
}
