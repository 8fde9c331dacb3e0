/// Who may ask the dashboard for what, from a request's head alone.
///
/// Any page that a browser has open can send requests to 127.0.0.1: its own name in `Origin`, a
/// name of its choice in `Host`, but never the token, which is told in the terminal alone.
struct DashboardGate: Sendable {
  /// A request's head, as far as it matters here.
  struct Head {
    var method: String
    /// As it was sent, without the query.
    var path: String
    var host: String?
    var origin: String?
    var contentType: String?
    /// Of the body, in bytes; nil: it was not said.
    var length: Int?
  }

  enum Passage: Equatable {
    case page
    case events
    /// A question below `api/`, by its name.
    case look(String)
    case change
    /// With this HTTP status, and without a word.
    case refused(Int)
  }

  var token: String
  var port: UInt16

  /// A change is some hundred bytes, its note 2,000 letters at the most.
  static let longestChange = 65_536

  func passage(_ head: Head) -> Passage {
    let hosts = ["127.0.0.1:\(port)", "localhost:\(port)"]
    guard let host = head.host, hosts.contains(host) else { return .refused(403) }
    if let origin = head.origin, origin != "http://" + host { return .refused(403) }
    guard let place = place(head.path) else { return .refused(404) }
    switch (head.method, place) {
    case ("GET", ""): return .page
    case ("GET", "events"): return .events
    case ("POST", "api/change"): return change(head)
    case (_, "api/change"), (_, ""), (_, "events"): return .refused(405)
    case (let method, _) where place.hasPrefix("api/"):
      return method == "GET" ? .look(String(place.dropFirst(4))) : .refused(405)
    default: return .refused(404)
    }
  }

  private func change(_ head: Head) -> Passage {
    guard head.origin != nil else { return .refused(403) }
    let type = head.contentType?.prefix { $0 != ";" }.lowercased()
    guard type == "application/json" else { return .refused(415) }
    guard let length = head.length else { return .refused(411) }
    return length <= Self.longestChange ? .change : .refused(413)
  }

  /// What stands behind the token; nil: it is another one.
  private func place(_ path: String) -> String? {
    let beginning = Array("/\(token)/".utf8)
    let bytes = Array(path.utf8)
    guard bytes.count >= beginning.count else { return nil }
    // As long for a token that is nearly right as for any other.
    let difference = zip(bytes, beginning).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
    return difference == 0
      ? String(decoding: bytes[beginning.count...], as: UTF8.self) : nil
  }
}
