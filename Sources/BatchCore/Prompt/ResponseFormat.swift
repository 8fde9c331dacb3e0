/// How a request asks for the shape of its answer, strongest first (openrouter.md 4.1).
package enum ResponseFormat: String, Sendable, Codable, CaseIterable {
  case jsonSchema
  case jsonObject
  case none
}
