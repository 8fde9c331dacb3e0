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

  @Test func `the vocabulary's states and reasons are those of the code and of README`() throws {
    let readme = try SourceTree.text(of: "README.md")
    for state in ["ready", "claimed", "done", "failed", "cancelled"] {
      #expect(readme.contains("`\(state)`"), "\(state)")
    }
  }

  @Test func `nothing that a build makes is part of the tree`() {
    #expect(!SourceTree.exists("Sources/Package.resolved"))
    let ignored = (try? SourceTree.text(of: ".gitignore")) ?? ""
    #expect(ignored.contains(".build*/") && ignored.contains("Package.resolved"))
  }
}
