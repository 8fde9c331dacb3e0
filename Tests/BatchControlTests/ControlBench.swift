import BatchCore
import BatchCurl
import Foundation
import Synchronization
import TestSupport

@testable import BatchControl

/// A run that does with a change what a test says.
final class PretendedRun: Steerable {
  let roles = ["rewrite"]
  private let work: @Sendable (Errand) -> Void

  init(_ work: @escaping @Sendable (Errand) -> Void) { self.work = work }

  func take(_ errand: Errand) { work(errand) }

  /// Answers everything at once.
  static func answering(_ answer: Errand.Answer) -> PretendedRun {
    PretendedRun { errand in
      if errand.begin() { errand.answer(answer) }
    }
  }
}

/// A server in a folder of its own, and a client of it.
struct ControlBench {
  let folder: TemporaryFolder
  let path: String

  /// - Parameter depth: folders below the temporary one, each of 60 letters.
  init(depth: Int = 0) throws {
    folder = try TemporaryFolder()
    var below = folder.path
    for _ in 0..<depth { below += "/" + String(repeating: "x", count: 60) }
    try FileManager.default.createDirectory(atPath: below, withIntermediateDirectories: true)
    path = below + "/batch.sqlite.sock"
  }

  func start(
    deadline: Duration = .seconds(5),
    status: @escaping @Sendable () -> [UInt8]? = { Array("{}".utf8) }
  ) throws -> ControlServer {
    try ControlServer.start(path: path, deadline: deadline, status: status)
  }

  /// One request on a connection of its own; nil if nobody answered.
  func ask(
    _ method: WireRequest.Method, _ target: String, body: [UInt8] = []
  ) -> HTTPResponse? {
    let descriptor = open(path, 0o10_000_000 | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let transport = CurlTransport(userAgent: "test", socket: "/proc/self/fd/\(descriptor)")
    let exchange = transport.exchange(
      WireRequest(method: method, url: "http://localhost" + target, headers: [], body: body),
      limits: ExchangeLimits(firstByte: .seconds(20), idle: .seconds(20), total: .seconds(30)),
      abort: AbortFlag())
    return exchange.failure == nil ? exchange.response : nil
  }

  func send(_ change: QueueChange) throws -> (status: Int, answer: ChangeAnswer)? {
    let body = Array(try JSONEncoder().encode(change))
    guard let response = ask(.post, ControlAddress.changes, body: body) else { return nil }
    return (
      response.status, try JSONDecoder().decode(ChangeAnswer.self, from: Data(response.body))
    )
  }
}
