/// How a request asks for the shape of its answer, strongest first.
package enum ResponseFormat: String, Sendable, Codable, CaseIterable {
  case jsonSchema
  case jsonObject
  case none
}
