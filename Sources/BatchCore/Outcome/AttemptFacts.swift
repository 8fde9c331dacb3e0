/// What an exchange showed, whatever it means: the ledger's columns.
package struct AttemptFacts: Sendable, Equatable, Codable {
  /// False only if not a byte of the request can have reached the provider: there was no attempt.
  package var wasSent: Bool
  package var httpStatus: Int?
  package var finishReason: String?
  /// The provider behind OpenRouter that answered.
  package var provider: String?
  /// `gen-…`, from the body or the `X-Generation-Id` header.
  package var generationID: String?
  /// The model that answered, if it said so (S48).
  package var servedModel: String?
  package var usage: Usage
  /// Served free from the response cache.
  package var isCacheHit: Bool
  /// The first 300 bytes of a body that did not become a result, redacted and printable.
  package var excerpt: String?
  /// From the start of the request to its end.
  package var milliseconds: Int64

  /// The HTTP status says that what came is the answer.
  var isAnswered: Bool { httpStatus.map { (200..<300).contains($0) } ?? false }

  package init(
    wasSent: Bool = true, httpStatus: Int? = nil, finishReason: String? = nil,
    provider: String? = nil,
    generationID: String? = nil, servedModel: String? = nil, usage: Usage = Usage(),
    isCacheHit: Bool = false, excerpt: String? = nil, milliseconds: Int64 = 0
  ) {
    self.wasSent = wasSent
    self.httpStatus = httpStatus
    self.finishReason = finishReason
    self.provider = provider
    self.generationID = generationID
    self.servedModel = servedModel
    self.usage = usage
    self.isCacheHit = isCacheHit
    self.excerpt = excerpt
    self.milliseconds = milliseconds
  }
}
