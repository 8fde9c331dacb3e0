import BatchCore
import FlyingFox
import Foundation

/// Answers the page's requests; no handler blocks.
final class DashboardRoutes: HTTPHandler {
  private let token: String
  private let port: PortNumber
  private let page: DashboardPage
  private let desk: DashboardDesk
  private let feed: EventFeed

  init(
    token: String, port: PortNumber, page: DashboardPage, desk: DashboardDesk, feed: EventFeed
  ) {
    self.token = token
    self.port = port
    self.page = page
    self.desk = desk
    self.feed = feed
  }

  func handleRequest(_ request: HTTPRequest) async throws -> FlyingFox.HTTPResponse {
    let gate = DashboardGate(token: token, port: port.number)
    switch gate.passage(DashboardGate.Head(request)) {
    case .page:
      let document = page.document(showing: await desk.first())
      return response(200, "text/html; charset=utf-8", Data(document))
    case .events: return events()
    case .look(let name):
      let query = request.query.map { ($0.name, $0.value) }
      return json(await desk.look(name, Dictionary(query) { $1 }))
    case .change: return json(await desk.carryOut(Array(try await request.bodyData)))
    case .refused(let status): return response(status, "text/plain; charset=utf-8", Data())
    }
  }

  private func json(_ answer: PageAnswer) -> FlyingFox.HTTPResponse {
    response(answer.status, "application/json; charset=utf-8", Data(answer.body))
  }

  private func events() -> FlyingFox.HTTPResponse {
    guard let stream = feed.open() else {
      return json(.refusal("Too many pages are open. Close some.", status: 503))
    }
    return FlyingFox.HTTPResponse(
      statusCode: .ok, headers: headers("text/event-stream"),
      body: HTTPBodySequence(from: EventBody(stream: stream)))
  }

  private func response(_ status: Int, _ type: String, _ body: Data) -> FlyingFox.HTTPResponse {
    FlyingFox.HTTPResponse(
      statusCode: HTTPStatusCode(status, phrase: ""), headers: headers(type), body: body)
  }

  /// Nobody else may show it, keep it, read it or guess at it.
  private func headers(_ type: String) -> HTTPHeaders {
    HTTPHeaders([
      .contentType: type,
      HTTPHeader("Content-Security-Policy"): page.policy,
      HTTPHeader("X-Content-Type-Options"): "nosniff",
      HTTPHeader("X-Frame-Options"): "DENY",
      HTTPHeader("Referrer-Policy"): "no-referrer",
      HTTPHeader("Cache-Control"): "no-store",
      HTTPHeader("Cross-Origin-Opener-Policy"): "same-origin",
      HTTPHeader("Cross-Origin-Embedder-Policy"): "require-corp",
      HTTPHeader("Cross-Origin-Resource-Policy"): "same-origin",
      HTTPHeader("Permissions-Policy"): "camera=(), geolocation=(), microphone=()",
    ])
  }
}

extension DashboardGate.Head {
  init(_ request: HTTPRequest) {
    self.init(
      method: request.method.rawValue, path: request.target.path(percentEncoded: true),
      host: request.headers[.host],
      origin: request.headers[HTTPHeader("Origin")],
      contentType: request.headers[.contentType],
      length: request.headers[.contentLength].flatMap { Int($0) })
  }
}
