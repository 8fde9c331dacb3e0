import Testing

@testable import BatchControl

/// Who may ask for what, as a table.
struct DashboardGateTests {
  private static let token = "0123456789abcdef0123456789abcdef"
  private static let gate = DashboardGate(token: token, port: 4711)

  private static func head(
    _ method: String, _ path: String, host: String? = "127.0.0.1:4711", origin: String? = nil,
    type: String? = nil, length: Int? = nil
  ) -> DashboardGate.Head {
    .init(
      method: method, path: path, host: host, origin: origin, contentType: type, length: length)
  }

  @Test(arguments: [
    ("GET", "/\(token)/", DashboardGate.Passage.page),
    ("GET", "/\(token)/events", .events),
    ("GET", "/\(token)/api/status", .look("status")),
    ("GET", "/\(token)/api/review/item", .look("review/item")),
    ("GET", "/\(token)", .refused(404)), ("GET", "/", .refused(404)), ("GET", "", .refused(404)),
    ("GET", "/favicon.ico", .refused(404)), ("GET", "/\(token)x/", .refused(404)),
    ("GET", "/1\(token.dropFirst())/", .refused(404)),
    ("GET", "/\(token.uppercased())/", .refused(404)),
    ("GET", "/\(token)/other", .refused(404)), ("GET", "//\(token)/", .refused(404)),
    ("HEAD", "/\(token)/", .refused(405)), ("POST", "/\(token)/", .refused(405)),
    ("POST", "/\(token)/events", .refused(405)), ("POST", "/\(token)/api/status", .refused(405)),
    ("GET", "/\(token)/api/change", .refused(405)), ("PUT", "/\(token)/api/change", .refused(405)),
  ])
  func `a place is found behind the token alone`(
    _ method: String, _ path: String, _ passage: DashboardGate.Passage
  ) {
    #expect(Self.gate.passage(Self.head(method, path)) == passage, "\(method) \(path)")
  }

  @Test(arguments: [
    ("127.0.0.1:4711", "", true), ("localhost:4711", "", true),
    ("127.0.0.1:4711", "http://127.0.0.1:4711", true),
    ("localhost:4711", "http://localhost:4711", true),
    ("localhost:4711", "http://127.0.0.1:4711", false), ("", "", false),
    ("127.0.0.1", "", false), ("127.0.0.1:80", "", false), ("evil.example:4711", "", false),
    ("127.0.0.1.evil.example:4711", "", false), ("127.0.0.1:4711", "null", false),
    ("127.0.0.1:4711", "https://127.0.0.1:4711", false),
    ("127.0.0.1:4711", "http://evil.example", false),
    ("127.0.0.1:4711", "http://127.0.0.1:4712", false),
  ])
  func `only its own names may ask`(_ host: String, _ origin: String, _ isWelcome: Bool) {
    let head = Self.head(
      "GET", "/\(Self.token)/", host: host.isEmpty ? nil : host,
      origin: origin.isEmpty ? nil : origin)
    #expect(Self.gate.passage(head) == (isWelcome ? .page : .refused(403)))
  }

  @Test(arguments: [
    ("http://127.0.0.1:4711", "application/json", 10, DashboardGate.Passage.change),
    ("http://127.0.0.1:4711", "application/JSON; charset=utf-8", 65_536, .change),
    ("", "application/json", 10, .refused(403)),
    ("http://127.0.0.1:4711", "text/plain", 10, .refused(415)),
    ("http://127.0.0.1:4711", "application/x-www-form-urlencoded", 10, .refused(415)),
    ("http://127.0.0.1:4711", "", 10, .refused(415)),
    ("http://127.0.0.1:4711", "application/json", -1, .refused(411)),
    ("http://127.0.0.1:4711", "application/json", 65_537, .refused(413)),
  ])
  func `a change is JSON of the page's own, of known length`(
    _ origin: String, _ type: String, _ length: Int, _ passage: DashboardGate.Passage
  ) {
    let head = Self.head(
      "POST", "/\(Self.token)/api/change", origin: origin.isEmpty ? nil : origin,
      type: type.isEmpty ? nil : type, length: length < 0 ? nil : length)
    #expect(Self.gate.passage(head) == passage)
  }
}
