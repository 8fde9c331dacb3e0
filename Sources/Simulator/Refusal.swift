/// An answer that is no completion: a status, its headers and the body as it arrives on the wire.
struct Refusal: Sendable {
  var status: Int
  var body: String
  var contentType = "application/json"
  var headers: [(name: String, value: String)] = []

  /// The usual envelope around a message and an optional `metadata` object, given as JSON text.
  static func error(
    _ status: Int, _ message: String, metadata: String? = nil,
    headers: [(name: String, value: String)] = []
  ) -> Refusal {
    let metadata = metadata.map { #","metadata":\#($0)"# } ?? ""
    return Refusal(
      status: status,
      body: """
        {"error":{"message":\(JSON.string(message).text),"code":\(status)\(metadata)},\
        "user_id":"user_2simulator"}
        """,
      headers: headers)
  }
}
