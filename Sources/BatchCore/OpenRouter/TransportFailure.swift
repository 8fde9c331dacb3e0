/// Why a transfer did not end well.
package struct TransportFailure: Error, Sendable, Equatable {
  package enum Kind: String, Sendable, Codable, CaseIterable {
    /// Name, route, TCP or TLS: the request never left (S50).
    case unreachable
    /// The connection ended before the answer did (S36; curl 18, 52, 55, 56, 92).
    case cut
    /// One of our own timers ended it (S51).
    case timedOut
    /// More than `ExchangeLimits.responseBytes`.
    case tooLarge
    /// The run is being shut down.
    case aborted
    /// Anything else libcurl reports.
    case other
  }

  package enum Phase: String, Sendable, Codable { case connect, firstByte, idle, total }

  package var kind: Kind
  /// Which timer ended it, for `timedOut`.
  package var phase: Phase?
  /// libcurl's result code, 0 if the failure is ours.
  package var code: Int
  /// One sentence without secrets, such as `Could not resolve host: openrouter.ai`.
  package var sentence: String
  /// False only if not a byte of the request can have reached the provider.
  package var wasSent: Bool

  package init(
    kind: Kind, phase: Phase? = nil, code: Int = 0, sentence: String, wasSent: Bool
  ) {
    self.kind = kind
    self.phase = phase
    self.code = code
    self.sentence = sentence
    self.wasSent = wasSent
  }
}
