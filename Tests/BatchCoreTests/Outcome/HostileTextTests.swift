import BatchCore
import Foundation
import Testing

/// Texts that a model or a broken provider could send to keep a reader busy: twice the text may
/// take about twice the time, and no text takes long.
@Suite struct HostileTextTests {
  static let texts: [(name: String, text: @Sendable (_ size: Int) -> String)] = [
    ("different documents", { size in (0..<size / 10).map { "{\"a\":\($0)} " }.joined() }),
    ("different JSON5 documents", { size in (0..<size / 8).map { "{a:\($0)} " }.joined() }),
    ("open objects", { String(repeating: "{\"a\":", count: $0 / 5) }),
    ("open braces", { String(repeating: "{", count: $0) }),
    ("open brackets", { String(repeating: "[", count: $0) }),
    (
      "brackets far apart",
      { String(repeating: "[" + String(repeating: " ", count: 99), count: $0 / 100) }
    ),
    ("names without a colon", { String(repeating: "{abc", count: $0 / 4) }),
    ("a long name", { "{" + String(repeating: "a", count: $0) }),
    ("quotes", { "{'" + String(repeating: "\\'", count: $0 / 2) }),
    ("comments", { "{a:/*" + String(repeating: "*", count: $0) }),
    ("white space", { "{" + String(repeating: " ", count: $0) + "x" }),
    ("thoughts", { "<think>" + String(repeating: "</thin", count: $0 / 6) }),
    ("numbers", { "{\"a\":[" + String(repeating: "1,", count: $0 / 2) + "1]}" }),
    ("one number", { "{\"a\":" + String(repeating: "1", count: $0) + "}" }),
    (
      "members",
      { size in
        "{" + (0..<size / 12).map { "\"n\($0)\":1" }.joined(separator: ",") + "}"
      }
    ),
    ("escapes", { "{\"a\":\"" + String(repeating: "\\u00e9", count: $0 / 6) + "\"}" }),
    ("fences", { String(repeating: "```json\n", count: $0 / 8) }),
  ]

  private static func seconds(_ text: String) -> Double {
    let began = ContinuousClock.now
    let json = try? JSONEncoder().encode(text)
    let content = String(decoding: json ?? Data(), as: UTF8.self)
    let reading = Reading.of(
      Exchange(200, .completion("\"content\":" + content)), expecting: .json(.article),
      model: "a/b", now: Scenario.noon)
    guard case .failed = reading.outcome else { return .infinity }
    return began.duration(to: .now) / .seconds(1)
  }

  @Test func `no text takes more than its length`() {
    for (name, text) in Self.texts {
      let (short, long) = (Self.seconds(text(250_000)), Self.seconds(text(1_000_000)))
      print("hostile: \(name): \(short) s, \(long) s")
      #expect(long < 20, "\(name)")
    }
  }
}
