import BatchCore
import CCurl

/// Sends requests through libcurl over a connection it keeps between exchanges.
///
/// Not `Sendable`: a worker makes, uses and frees one on its own thread. Its first use in a process
/// makes SIGPIPE ignored there.
package final class CurlTransport: Transport {
  private let multi = CurlMulti()
  private let easy = CurlEasy()
  private let setup: CurlSetup
  /// Of the last request; the handle is set for it.
  private var last: (form: RequestForm, destination: Destination)?
  private let url = CurlURL()
  private var headers = CurlHeaderList()

  /// - Parameters:
  ///   - userAgent: sent if a request names none, such as `batch/1.0`.
  ///   - authorities: path of a PEM file to trust instead of the system's certificate authorities.
  ///   - socket: path of the Unix socket that every request goes to; at most 107 bytes.
  package init(userAgent: String, authorities: String? = nil, socket: String? = nil) {
    setup = CurlSetup(userAgent: userAgent, authorities: authorities, socket: socket)
  }

  package func exchange(
    _ request: WireRequest, limits: ExchangeLimits, abort: AbortFlag
  ) -> Exchange {
    let reception = Reception(start: .now, bodyLimit: limits.responseBytes)
    let failure = fail(request, limits, abort, reception)
    let times = reception.times
    return Exchange(
      response: reception.response, failure: failure, duration: times.start.duration(to: .now),
      firstByte: times.firstByte.map { times.start.duration(to: $0) })
  }

  /// Runs the exchange; nil if it ended well.
  private func fail(
    _ request: WireRequest, _ limits: ExchangeLimits, _ abort: AbortFlag, _ reception: Reception
  ) -> TransportFailure? {
    do throws(Destination.Refused) {
      let form = RequestForm(request, limits)
      let destination = try destination(of: form)
      let end = run(form, request.body, to: destination, limits, abort, reception)
      return FailureReading(
        destination: destination, limits: limits, detail: easy.lastError, headers: request.headers
      ).failure(of: end, reception)
    } catch {
      return TransportFailure(kind: .other, sentence: error.sentence, wasSent: false)
    }
  }

  private func destination(of form: RequestForm) throws(Destination.Refused) -> Destination {
    if let last, last.form == form { return last.destination }
    let destination = try Destination(form.url)
    try RequestHeaders.check(form.headers, to: destination)
    return destination
  }

  private func run(
    _ form: RequestForm, _ body: [UInt8], to destination: Destination, _ limits: ExchangeLimits,
    _ abort: AbortFlag, _ reception: Reception
  ) -> TransferEnd {
    // libcurl keeps the addresses of the body and the reception until the handle is removed.
    withExtendedLifetime(reception) {
      body.withUnsafeBytes { body in
        do throws(CurlRefusal) {
          try prepare(form, to: destination)
          if form.method == .post { try easy.setBody(body) }
          try easy.deliver(to: reception)
          try multi.add(easy)
          defer { multi.remove(easy) }
          return try drive(limits, abort, reception)
        } catch {
          return .ended(error.code)
        }
      }
    }
  }

  /// Sets the handle for requests of this form, unless it is.
  private func prepare(_ form: RequestForm, to destination: Destination) throws(CurlRefusal) {
    easy.forgetLastError()
    guard last?.form != form else { return }
    last = nil
    guard url.parse(destination.url) else { throw CurlRefusal(code: CURLE_URL_MALFORMAT) }
    headers = try setup.apply(to: easy, form, destination: destination, url: url)
    last = (form, destination)
  }

  private func drive(
    _ limits: ExchangeLimits, _ abort: AbortFlag, _ reception: Reception
  ) throws(CurlRefusal) -> TransferEnd {
    while true {
      if abort.isRaised { return .aborted }
      if case .ended(let code) = try multi.perform() { return .ended(code) }
      reception.takeUpload(easy.uploadedBytes)
      let next = reception.times.nextEnd(limits)
      let left = ContinuousClock.now.duration(to: next.moment)
      if left <= .zero { return .ownTimer(next.end) }
      try multi.poll(min(left, Self.turn))
    }
  }

  /// The longest wait before own timers and the abort flag are looked at again.
  private static let turn = Duration.milliseconds(200)
}
