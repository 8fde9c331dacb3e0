import Foundation

/// One connection through the proxy, on a thread of its own; it ends when this is given up, with a
/// reset or in order.
final class ProxiedConnection {
  private enum Next { case goOn, end }

  private let client: RawSocket
  private let proxy: FaultyProxy
  private var server: RawSocket?
  private var received: [UInt8] = []
  /// What is going to happen to the request after this one.
  private var pending: NetworkFault?

  init(_ client: RawSocket, proxy: FaultyProxy) {
    self.client = client
    self.proxy = proxy
    client.sendAtOnce()
  }

  func serve() {
    while let begun = beginning() {
      guard (try? carry(begun)) == .goOn else { return }
    }
  }

  /// Waits for a request's first bytes.
  ///
  /// - Returns: the fault of its exchange, if any; nil where the client has gone.
  private func beginning() -> NetworkFault?? {
    while received.count < 4 {
      guard let more = client.read() else { return nil }
      received += more
    }
    guard received.starts(with: Array("POST".utf8)) else { return .some(nil) }
    return .some(proxy.nextFault(pending: pending))
  }

  private func carry(_ fault: NetworkFault?) throws -> Next {
    switch (fault, pending) {
    case (.resetInRequest, _): return reset()
    case (.closeAtNext, .closeAtNext): return .end
    case (.vanish, .vanish): return waitForEnd()
    default: break
    }
    let request = try readRequest()
    if fault == .blackHole { return waitForEnd() }
    if fault == .latency { Self.takeTime(0.15) }
    return try play(try answer(to: request), fault)
  }

  private func play(_ answer: [UInt8], _ fault: NetworkFault?) throws -> Next {
    let head = HTTPFraming.headLength(of: answer) ?? answer.count
    switch fault {
    case .resetInHead:
      try client.write(Array(answer[..<(head / 2)]))
      return reset()
    case .resetInBody, .stall:
      try client.write(Array(answer[..<(head + (answer.count - head) / 2)]))
      return fault == .stall ? waitForEnd() : reset()
    case .resetAfterAnswer:
      try client.write(answer)
      return reset()
    case .closeAfterAnswer:
      try client.write(answer)
      return .end
    case .slowClose:
      try client.write(Array(answer.dropLast(5)))
      Self.takeTime(1.3)
      try client.write(Array(answer.suffix(5)))
      return .end
    case .tinyPieces:
      for start in stride(from: 0, to: answer.count, by: 3) {
        try client.write(Array(answer[start..<min(start + 3, answer.count)]))
      }
      return .goOn
    case .latency:
      Self.takeTime(0.15)
      try client.write(answer)
      return .goOn
    case .closeAtNext, .vanish:
      pending = fault
      try client.write(answer)
      return .goOn
    case .resetInRequest, .blackHole, nil:
      try client.write(answer)
      return .goOn
    }
  }

  private func readRequest() throws -> [UInt8] {
    while true {
      if let length = HTTPFraming.length(of: received) {
        defer { received.removeFirst(length) }
        return Array(received[..<length])
      }
      guard let more = client.read() else { throw RawEnd.closed }
      received += more
    }
  }

  /// Hands a request on and takes its answer, whole; a kept connection that has ended is made anew.
  private func answer(to request: [UInt8]) throws -> [UInt8] {
    for isNew in [false, true] {
      if isNew || server == nil { server = try proxy.connect() }
      try? server?.write(request)
      var answer: [UInt8] = []
      while let more = server?.read() {
        answer += more
        if HTTPFraming.length(of: answer) == answer.count { return answer }
      }
      // What the server cuts short is handed on as far as it came.
      server = nil
      if !answer.isEmpty { return answer }
    }
    throw RawEnd.closed
  }

  private func reset() -> Next {
    client.resetAtClose()
    return .end
  }

  /// Stays silent until the client goes.
  private func waitForEnd() -> Next {
    while client.read() != nil {}
    return .end
  }

  /// A fault that is time itself; nothing is right or wrong by it.
  private static func takeTime(_ seconds: Double) { Thread.sleep(forTimeInterval: seconds) }
}
