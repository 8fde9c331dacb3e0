import BatchCore

/// Takes what libcurl hands over during one exchange; its callbacks run on the worker's thread.
final class Reception {
  private(set) var head = ResponseHead()
  private(set) var body: [UInt8] = []
  private(set) var times: ExchangeTimes
  /// True if the body or the headers grew beyond their limit.
  private(set) var isTooLarge = false
  /// True if libcurl wanted to send the request a second time.
  private(set) var wasResendRefused = false
  private var watch: ProgressWatch?
  private var headBytes = 0
  private let bodyLimit: Int

  init(start: ContinuousClock.Instant, bodyLimit: Int) {
    times = ExchangeTimes(start: start)
    self.bodyLimit = bodyLimit
  }

  /// The answer with as much of its body as arrived; nil if no status line did.
  var response: HTTPResponse? { head.response(body: body) }

  /// Called when a connection stands and the request is about to leave; false keeps it here.
  ///
  /// libcurl comes back a second time when a reused connection ended before a byte of the answer:
  /// it would send the request again on a new one, whatever its method. The first copy may have
  /// been read and may be billed, so whether to send again is the queue's decision.
  func takeDeparture() -> Bool {
    guard times.departed == nil else {
      wasResendRefused = true
      return false
    }
    times.departed = .now
    return true
  }

  /// Notes how much of the request's body has left.
  func takeUpload(_ bytes: Int) {
    guard bytes != times.uploadedBytes else { return }
    times.uploadedBytes = bytes
    times.departed = .now
  }

  /// False refuses the line and ends the transfer.
  func takeHeaderLine(_ line: UnsafeRawBufferPointer) -> Bool {
    headBytes += line.count
    guard headBytes <= Self.headLimit else {
      isTooLarge = true
      return false
    }
    line.withMemoryRebound(to: UInt8.self) { head.take(line: $0) }
    return true
  }

  /// False refuses the rest and ends the transfer.
  func takeBody(_ chunk: UnsafeRawBufferPointer) -> Bool {
    let room = bodyLimit - body.count
    body.append(contentsOf: UnsafeRawBufferPointer(rebasing: chunk.prefix(room)))
    var watch = self.watch ?? ProgressWatch(isEventStream: isEventStream)
    if watch.take(chunk) { times.progressed(at: .now) }
    if watch.isDone { times.finished(at: .now) }
    self.watch = watch
    isTooLarge = chunk.count > room
    return !isTooLarge
  }

  private var isEventStream: Bool {
    EventStream.isAnnounced(by: response?[header: "Content-Type"])
  }

  /// Eight times what nginx accepts as a head (4 buffers of 8 KiB); libcurl 7.88 has no limit.
  private static let headLimit = 256 << 10
}
