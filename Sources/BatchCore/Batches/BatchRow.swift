/// One request's answer in a batch's results.
package struct BatchRow: Sendable, Equatable {
  /// `custom_id`, the claim's number as it was sent.
  package var name: String
  /// What a request of its own would have been answered; nil: it never was.
  package var response: HTTPResponse?
  /// Why not, in the provider's words.
  package var words: String

  package init(name: String, response: HTTPResponse?, words: String = "") {
    self.name = name
    self.response = response
    self.words = words
  }

  /// Reads the array of results, each body with its own bytes.
  ///
  /// - Returns: nil if it is no array; a row that is no object with a name is left out.
  static func all(in array: ArraySlice<UInt8>) -> [BatchRow]? {
    guard array.first == UInt8(ascii: "[") else { return nil }
    var rows: [BatchRow] = []
    var rest = array.dropFirst()
    while let (value, end) = try? JSONReader.leading(rest) {
      if case .object = value, let row = BatchRow(rest[..<end]) { rows.append(row) }
      rest = rest[end...].drop { $0.isJSONSpace || $0 == UInt8(ascii: ",") }
    }
    return rows
  }

  private init?(_ bytes: ArraySlice<UInt8>) {
    guard let members = try? JSONReader.members(bytes),
      let name = members.first(where: { $0.name == "custom_id" })?.value.text
    else { return nil }
    self.name = name
    words =
      switch members.first(where: { $0.name == "error" })?.value {
      case nil, .null: ""
      case .some(let error): ErrorBody(error).words
      }
    let response = members.first { $0.name == "response" }
    self.response = response.flatMap { Self.response(bytes[$0.range]) }
  }

  private static func response(_ bytes: ArraySlice<UInt8>) -> HTTPResponse? {
    guard let members = try? JSONReader.members(bytes),
      let status = members.first(where: { $0.name == "status_code" })?.value.integer,
      (200...599).contains(status)
    else { return nil }
    let body = members.first { $0.name == "body" }.map { Array(bytes[$0.range]) } ?? []
    return HTTPResponse(
      status: status, headers: [HTTPHeader("Content-Type", "application/json")], body: body)
  }
}
