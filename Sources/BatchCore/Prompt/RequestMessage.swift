/// One message of a request.
struct RequestMessage {
  enum Role: String { case system, user }

  var role: Role
  var text: String

  func write(to json: inout JSONText) {
    json.openObject()
    json.name("role")
    json.string(role.rawValue)
    json.name("content")
    json.string(text)
    json.closeObject()
  }
}
