/// What two requests must share for the response cache to serve the second.
struct CacheKey: Sendable, Hashable {
  let key: String
  let model: String
  let stream: Bool
  let bodyHash: BodyHash
}
