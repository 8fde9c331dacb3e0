import FlyingFox
import Foundation

extension HTTPResponse {
  /// A reply whose end `departure` reports.
  init(_ reply: Reply, departure: Departure) {
    let body = ReplyBody(steps: reply.steps, departure: departure)
    self.init(
      statusCode: HTTPStatusCode(reply.status, phrase: StatusPhrase.of(reply.status)),
      headers: Self.headers(reply.headers),
      body: {
        switch reply.framing {
        case .length(let count): HTTPBodySequence(from: body, count: count)
        case .chunked: HTTPBodySequence(from: body)
        }
      }())
  }

  init(_ refusal: Refusal) {
    self.init(
      statusCode: HTTPStatusCode(refusal.status, phrase: StatusPhrase.of(refusal.status)),
      headers: Self.headers([("Content-Type", refusal.contentType)] + refusal.headers),
      body: Data(refusal.body.utf8))
  }

  /// A JSON document with status 200.
  init(_ json: JSON, headers: [(name: String, value: String)] = []) {
    self.init(
      statusCode: .ok, headers: Self.headers([("Content-Type", "application/json")] + headers),
      body: Data(json.bytes))
  }

  private static func headers(_ list: [(name: String, value: String)]) -> HTTPHeaders {
    HTTPHeaders(
      Dictionary(
        list.map { (HTTPHeader($0.name), $0.value) }, uniquingKeysWith: { _, last in last }))
  }
}
