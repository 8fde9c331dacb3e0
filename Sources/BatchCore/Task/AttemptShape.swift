/// What shaped a request, so that a lost one can be built again byte for byte.
package struct AttemptShape: Sendable, Equatable, Codable {
  /// `Job.digest` of the job file in force; the file's text is kept by the store.
  package var job: String
  package var model: String
  package var route: RequestRoute
  /// 0 where the request names none, as at the image API.
  package var maxTokens: Int
  package var format: ResponseFormat
  /// The optional parameters that the model supports and that were sent, in sending order.
  package var parameters: [String]
  package var stream: Bool
  package var adjustment: Adjustment
  /// The prices that the request was planned with; nil: not known.
  package var ceiling: PriceCeiling?
  /// The article's revision; another one means other bytes.
  package var revision: Int
  /// The version of the code that builds requests.
  package var builder: Int
  /// SHA-256 of the body, hex.
  package var bodySHA256: String

  package init(
    job: String, model: String, route: RequestRoute = .chat, maxTokens: Int,
    format: ResponseFormat, parameters: [String], stream: Bool, adjustment: Adjustment,
    ceiling: PriceCeiling? = nil, revision: Int, builder: Int, bodySHA256: String
  ) {
    self.job = job
    self.model = model
    self.route = route
    self.maxTokens = maxTokens
    self.format = format
    self.parameters = parameters
    self.stream = stream
    self.adjustment = adjustment
    self.ceiling = ceiling
    self.revision = revision
    self.builder = builder
    self.bodySHA256 = bodySHA256
  }
}
