import Testing

/// README says what is true of the tree.
struct DocumentTests {
  @Test func `every path that README names exists`() throws {
    let readme = try SourceTree.text(of: "README.md")
    let paths = readme.matches(of: /`((?:Sources|Tests|jobs|\.ci)\/[A-Za-z0-9_+.\/-]+)`/)
      .map { String($0.1) }
    #expect(paths.count >= 8)
    for path in paths { #expect(SourceTree.exists(path), "\(path)") }
  }

  @Test func `README holds the two commands that the gate runs`() throws {
    let readme = try SourceTree.text(of: "README.md")
    #expect(readme.matches(of: /```sh setup\n/).count == 2)
  }

  /// The states are one list in the enum, the table's check, the reports and README.
  @Test func `a task's states are the same words everywhere`() throws {
    let words = ["ready", "claimed", "done", "failed", "cancelled"]
    let state = try SourceTree.text(of: "Sources/BatchCore/Task/TaskState.swift")
    let cases = state.prefix { $0 != "}" }.matches(of: /\n  case ([a-z]+)/).map { String($0.1) }
    #expect(cases == words)
    let schema = try SourceTree.text(of: "Sources/BatchSQLite/Schema.swift")
    let check = try #require(schema.firstMatch(of: /state TEXT NOT NULL CHECK \(([^)]*)\)/)).1
    #expect(check.matches(of: /state = '([a-z]+)'/).map { String($0.1) } == words)
    let readme = try SourceTree.text(of: "README.md")
    for word in words { #expect(readme.contains("`\(word)`"), "\(word)") }
  }

  @Test func `every decision of the vocabulary is a case, and no other`() throws {
    let decision = try SourceTree.text(of: "Sources/BatchCore/Decision/Decision.swift")
    let cases = decision.matches(of: /\n  case ([a-z]+)/).map { String($0.1) }
    #expect(cases == ["succeed", "proceed", "retry", "escalate", "postpone", "pause", "fail"])
  }
}
