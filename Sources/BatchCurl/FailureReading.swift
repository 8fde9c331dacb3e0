import BatchCore
import CCurl

/// Says what the end of a transfer means, in one sentence with the host and without secrets.
struct FailureReading {
  let destination: Destination
  let limits: ExchangeLimits
  /// What libcurl wrote about its failure.
  let detail: String
  /// The request's; no sentence may repeat what is secret in them.
  let headers: [HTTPHeader]

  /// nil if the exchange ended well.
  func failure(of end: TransferEnd, _ reception: Reception) -> TransportFailure? {
    // After [DONE] nothing is missing, however the connection ends (S36).
    guard reception.times.done == nil else { return nil }
    let wasSent = reception.times.departed != nil
    switch end {
    case .ended(CURLE_OK), .ownTimer(.whole):
      return nil
    case .aborted:
      return TransportFailure(
        kind: .aborted, sentence: "The exchange with \(host) was given up at shutdown.",
        wasSent: wasSent)
    case .ownTimer(.timer(let phase)):
      return TransportFailure(
        kind: .timedOut, phase: phase, sentence: sentence(phase), wasSent: wasSent)
    case .ended(let code):
      return failure(code, reception, wasSent: wasSent)
    }
  }

  private func failure(
    _ code: CURLcode, _ reception: Reception, wasSent: Bool
  ) -> TransportFailure {
    if reception.isTooLarge {
      return TransportFailure(
        kind: .tooLarge, code: Int(code.rawValue),
        sentence: "\(host) sent more than the limit of \(limits.responseBytes) bytes.",
        wasSent: wasSent)
    }
    if reception.wasResendRefused {
      return TransportFailure(
        kind: .cut, code: Int(CURLE_GOT_NOTHING.rawValue),
        sentence: "\(host) closed a kept connection without an answer.", wasSent: wasSent)
    }
    let kind = kind(code, wasSent: wasSent)
    return TransportFailure(
      kind: kind, code: Int(code.rawValue), sentence: sentence(kind, code), wasSent: wasSent)
  }

  private func kind(_ code: CURLcode, wasSent: Bool) -> TransportFailure.Kind {
    switch code {
    case _ where wasSent && Self.cuts.contains(code.rawValue): .cut
    case _ where !wasSent && !Self.refusals.contains(code.rawValue): .unreachable
    default: .other
    }
  }

  private var host: String { destination.host }

  private func sentence(_ kind: TransportFailure.Kind, _ code: CURLcode) -> String {
    let reason = reason(code)
    return switch kind {
    case .cut: "The connection to \(host) ended before the answer did: \(reason)."
    case .unreachable: "Could not reach \(host): \(reason)."
    default: "The exchange with \(host) failed: \(reason)."
    }
  }

  private func sentence(_ phase: TransportFailure.Phase) -> String {
    switch phase {
    case .connect: "\(host) could not be connected to within \(Self.text(limits.connect))."
    case .firstByte: "\(host) sent nothing real for \(Self.text(limits.firstByte))."
    case .idle: "\(host) fell silent for \(Self.text(limits.idle)) in the middle of its answer."
    case .total: "\(host) did not finish within \(Self.text(limits.total))."
    }
  }

  private func reason(_ code: CURLcode) -> String {
    // libcurl quotes the proxy's whole address, which may hold a password.
    let mayQuoteProxy = code == CURLE_COULDNT_RESOLVE_PROXY || code == CURLE_PROXY
    let text = detail.isEmpty || mayQuoteProxy ? CurlRefusal.sentence(of: code) : detail
    let clean = RequestHeaders.secrets(of: headers).reduce(text) { $0.replacing($1, with: "…") }
    return clean.hasSuffix(".") ? String(clean.dropLast()) : clean
  }

  private static func text(_ span: Duration) -> String {
    span < .seconds(1) ? "\(span.wholeMilliseconds) ms" : "\(span.components.seconds) s"
  }

  /// Results that mean the connection ended once the request was on its way.
  private static let cuts = Set(
    [
      CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING,
      CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_HTTP2_STREAM, CURLE_OPERATION_TIMEDOUT,
    ].map(\.rawValue))

  /// Results before sending that have nothing to do with the way to the host.
  private static let refusals = Set(
    [
      CURLE_UNSUPPORTED_PROTOCOL, CURLE_FAILED_INIT, CURLE_URL_MALFORMAT, CURLE_NOT_BUILT_IN,
      CURLE_OUT_OF_MEMORY, CURLE_BAD_FUNCTION_ARGUMENT, CURLE_UNKNOWN_OPTION,
      CURLE_ABORTED_BY_CALLBACK,
    ].map(\.rawValue))
}
