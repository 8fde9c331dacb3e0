import Foundation
import Testing

/// One word for one thing: in README, in Swift, in SQL and on the command line.
struct VocabularyTests {
  /// The words, and the declaration that each one is at home in; nil: it is no type of its own.
  private static let words: [(word: String, home: String?)] = [
    ("article", "package struct Article:"), ("role", nil), ("job", "package struct Job:"),
    ("task", "package struct TaskRecord:"), ("section", nil), ("ladder", nil), ("rung", nil),
    ("attempt", "package struct AttemptRecord:"), ("tries", nil),
    ("run", "package final class Run:"), ("claim", "package struct Claim:"),
    ("worker", "struct Worker {"), ("prompt", "package struct Prompt:"),
    ("request", "package struct WireRequest:"), ("exchange", "package struct Exchange:"),
    ("outcome", "package enum Outcome:"), ("decision", "package enum Decision:"),
    ("settlement", "package struct Settlement:"), ("pacer", "package struct Pacer:"),
    ("pause", "package struct Pause:"), ("failure", "package struct Failure:"),
    ("verdict", "package enum Verdict:"),
  ]

  /// What others call them; each has a word of ours.
  private static let strangers: [String: String] = [
    "workitem": "task", "todo": "task", "fallback": "rung", "tier": "rung",
    "cascade": "ladder", "lease": "claim", "reservation": "claim", "consumer": "worker",
    "trial": "attempt", "invocation": "attempt", "resolution": "decision",
    "limiter": "pacer", "throttler": "pacer", "suspension": "pause", "halt": "pause",
    "hold": "pause", "deadletter": "failure", "retries": "tries",
  ]

  /// Names that hold a stranger's word in its own, other sense.
  private static let innocent: Set<String> = [
    "forgetRetries", "hold", "holder",
  ]

  @Test func `README explains every word, and no other`() throws {
    let readme = try SourceTree.text(of: "README.md")
    let section = try #require(readme.firstRange(of: "\n## Words\n"))
    let rest = readme[section.upperBound...].prefix { _ in true }
    let end = rest.firstRange(of: "\n## ")?.lowerBound ?? rest.endIndex
    let explained = rest[..<end].matches(of: /\n\| ([a-z, ]+) \|/).flatMap {
      $0.1.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(explained.filter { $0 != "word" } == Self.words.map(\.word))
  }

  @Test func `every word that is a thing is a type of that name`() throws {
    let text = try SourceTree.swiftFiles(below: "Sources").map(\.text).joined()
    for case (let word, let home?) in Self.words {
      #expect(text.contains(home), "\(word): \(home)")
    }
  }

  @Test func `no declared name holds a stranger's word`() throws {
    for file in try SourceTree.swiftFiles(below: "Sources") where file.target != "Simulator" {
      for name in Self.declared(in: file.text) where !Self.innocent.contains(name) {
        for part in Self.parts(of: name) {
          #expect(Self.strangers[part] == nil, "\(file.path): \(name)")
        }
      }
    }
  }

  @Test func `no table, column or option holds a stranger's word`() throws {
    let schema = try SourceTree.text(of: "Sources/BatchSQLite/Schema.swift")
    let columns = schema.matches(of: /\n {4,8}([a-z_]+) (?:TEXT|INTEGER|BLOB|REAL)/)
      .map { String($0.1) }
    #expect(columns.count > 40)
    let tables = schema.matches(of: /CREATE (?:TABLE|INDEX) ([a-z_]+)/).map { String($0.1) }
    #expect(tables.count > 10)
    for name in columns + tables {
      for part in name.split(separator: "_") {
        #expect(Self.strangers[String(part)] == nil, "\(name)")
      }
    }
    // An option's name is its property's: it is among the declared names.
    let commands = try SourceTree.swiftFiles(below: "Sources/batch/Commands")
      .compactMap { $0.path.firstMatch(of: /([A-Z][a-z]+)Command\.swift$/) }
      .map { $0.1.lowercased() }
    #expect(commands.count >= 9)
    for name in commands { #expect(Self.strangers[name] == nil, "\(name)") }
  }

  private static func declared(in text: String) -> [String] {
    text.matches(
      of:
        /\n *(?:package |private |static |mutating |fileprivate |private\(set\) |final )*(?:struct|class|enum|protocol|func|var|let|case|typealias) ([A-Za-z]+)/
    ).map { String($0.1) }
  }

  /// The words of a name, in small letters: `maxTokens` holds max and tokens.
  private static func parts(of name: String) -> [String] {
    name.matches(of: /[A-Z]?[a-z]+|[A-Z]+(?![a-z])/).map { String($0.0).lowercased() }
  }
}
