import BatchCore
import BatchCurl
import Foundation
import Synchronization
import TestSupport

@testable import BatchControl

/// A source that does what a test says.
final class PretendedSource: DashboardSource {
  private let looks: @Sendable (String, [String: String]) -> PageAnswer
  private let changes: @Sendable ([UInt8]) -> PageAnswer

  init(
    looks: @escaping @Sendable (String, [String: String]) -> PageAnswer = { _, _ in
      PageAnswer(body: Array("{}".utf8))
    },
    changes: @escaping @Sendable ([UInt8]) -> PageAnswer = { PageAnswer(body: $0) }
  ) {
    self.looks = looks
    self.changes = changes
  }

  func look(_ name: String, _ query: [String: String]) -> PageAnswer { looks(name, query) }
  func carryOut(_ change: [UInt8]) -> PageAnswer { changes(change) }
}

/// A dashboard on a port of its own, and a client of it.
struct DashboardBench {
  static let token = "0123456789abcdef0123456789abcdef"
  static let page = DashboardPage(
    document: Array("<!doctype html>[/*first*/]".utf8), policy: "default-src 'none'")

  let server: DashboardServer
  let feed: EventFeed

  init(_ source: PretendedSource = PretendedSource(), deadline: Duration = .seconds(5)) throws {
    feed = EventFeed()
    server = try DashboardServer.start(
      port: 0, token: Self.token, page: Self.page, source: source, feed: feed, deadline: deadline)
  }

  /// Such as `http://127.0.0.1:40123`.
  var origin: String { String(server.url.dropLast(Self.token.count + 2)) }
  /// Such as `127.0.0.1:40123`.
  var host: String { String(origin.dropFirst("http://".count)) }

  /// One request on a connection of its own; nil if nobody answered.
  ///
  /// - Parameter path: below the token, or from the root.
  func ask(
    _ method: WireRequest.Method, _ path: String, headers: [String: String] = [:],
    body: String = "",
    total: Duration = .seconds(30)
  ) -> HTTPResponse? {
    let url = path.hasPrefix("/") ? origin + path : server.url + path
    let request = WireRequest(
      method: method, url: url, headers: headers.sorted { $0.key < $1.key }.map(HTTPHeader.init),
      body: Array(body.utf8))
    let exchange = CurlTransport(userAgent: "test").exchange(
      request, limits: ExchangeLimits(firstByte: total, idle: total, total: total),
      abort: AbortFlag())
    return exchange.response
  }

  /// A change as the page sends it.
  func change(_ body: String, _ more: [String: String] = [:]) -> HTTPResponse? {
    let headers = ["Content-Type": "application/json", "Origin": origin].merging(more) { $1 }
    return ask(.post, "api/change", headers: headers, body: body)
  }
}

/// Holds whoever waits at it until it is opened.
final class Barrier: Sendable {
  private let signal = DispatchSemaphore(value: 0)
  private let count = Atomic(0)

  var arrived: Int { count.load(ordering: .acquiring) }

  func wait() {
    count.add(1, ordering: .acquiringAndReleasing)
    signal.wait()
    signal.signal()
  }
  func open() { signal.signal() }
}
