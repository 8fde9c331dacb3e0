import FlyingFox
import Foundation

/// A request to `/chat/completions` or `/images` as it came in: headers and body, read or refused.
struct Arrival: Sendable {
  let body: Data
  let hash: BodyHash
  let key: String?
  let wantsCache: Bool
  let clearsCache: Bool
  let cacheSeconds: Int
  let reading: Result<ChatRequest, RefusedRequest>

  init(_ request: HTTPRequest, body: Data) {
    self.body = body
    hash = BodyHash(of: body)
    key = Self.key(of: request)
    wantsCache = request.headers[HTTPHeader("X-OpenRouter-Cache")] == "true"
    clearsCache = request.headers[HTTPHeader("X-OpenRouter-Cache-Clear")] == "true"
    // 300 s unless told otherwise.
    cacheSeconds = request.headers[HTTPHeader("X-OpenRouter-Cache-TTL")].flatMap(Int.init) ?? 300
    reading = ChatRequest.read(body, isForImageAPI: request.path == Reception.images)
  }

  func cacheKey(_ request: ChatRequest) -> CacheKey {
    CacheKey(key: key ?? "", model: request.model, stream: request.stream, bodyHash: hash)
  }

  /// The bearer token, nil where there is none.
  static func key(of request: HTTPRequest) -> String? {
    guard let header = request.headers[.authorization], header.hasPrefix("Bearer ") else {
      return nil
    }
    return String(header.dropFirst(7))
  }
}
