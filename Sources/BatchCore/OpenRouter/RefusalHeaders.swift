import Foundation

/// The header fields of a refusal, wherever they arrive: in the head of the response, or inside the
/// error's `metadata.headers`, where OpenRouter puts those of its own limits.
struct RefusalHeaders {
  let response: HTTPResponse
  /// `metadata.headers`; names as they were sent.
  private let told: [String: JSONValue]

  init(_ response: HTTPResponse, error: ErrorBody?) {
    self.response = response
    let headers = error?.root[member: "metadata"]?[member: "headers"]
    if case .object(let members)? = headers { told = members } else { told = [:] }
  }

  /// The values of a header, the response's own first; names compare without regard to case.
  func values(_ name: String) -> [String] {
    let wanted = name.lowercased()
    let inBody = told.first { $0.key.lowercased() == wanted }?.value
    return [response[header: name], inBody.flatMap(Self.text)].compactMap(\.self)
  }

  /// The response's own value, else the body's.
  subscript(name: String) -> String? { values(name).first }

  private static func text(_ value: JSONValue) -> String? {
    if case .number(let number) = value { return "\(number)" }
    return value.text
  }
}
