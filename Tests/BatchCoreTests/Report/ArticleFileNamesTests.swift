import BatchCore
import Testing

struct ArticleFileNamesTests {
  @Test(arguments: [
    ("a1", "a1.md"), ("blog/2015-hello", "blog-2015-hello.md"),
    ("../../etc/passwd", "etc-passwd.md"),
    ("..", "article.md"), (".", "article.md"), ("...", "article.md"), (".hidden", "hidden.md"),
    ("-rf", "rf.md"), ("/etc/passwd", "etc-passwd.md"), (#"C:\x"#, "C--x.md"), ("CON", "CON_.md"),
    ("nul.txt", "nul_.txt.md"), ("com1", "com1_.md"), ("LPT9.a.b", "LPT9_.a.b.md"),
    ("console", "console.md"), ("CON .x", "CON _.x.md"), ("aux.\u{301}", "aux_.\u{301}.md"),
    ("COM¹", "COM¹_.md"), ("a.", "a.md"), ("a. . ", "a.md"),
    ("a\u{0}b\n\u{7F}\u{9B}", "a-b---.md"),
    ("x\u{202E}\u{2066}y", "x--y.md"), ("😀 日本", "😀 日本.md"), ("a*?\"<>|b", "a------b.md"),
    (".\u{301}x", "\u{301}x.md"), ("https://example.org/?a=1&b", "https---example.org--a=1&b.md"),
    ("👩‍👩‍👧", "👩‍👩‍👧.md"), ("//", "article.md"), ("$(rm)", "$(rm).md"),
  ])
  func `a name is safe`(_ id: String, _ name: String) {
    var names = ArticleFileNames()
    #expect(names.next(id) + ".md" == name)
  }

  @Test func `names of long ids stay short and whole`() {
    var names = ArticleFileNames()
    for id in [
      String(repeating: "x", count: 512), String(repeating: "é", count: 300),
      String(repeating: "👩‍👩‍👧", count: 40), String(repeating: "x", count: 513),
    ] {
      let name = names.next(id) + ".md"
      #expect(name.utf8.count <= 200 && name.utf8.count > 150 && name.hasSuffix(".md"), "\(name)")
      #expect(!name.contains("\u{FFFD}"))
    }
  }

  @Test func `no two names are alike where case is one, and they are the same each time`() {
    let ids = [
      "a/b", "A/B", "a-b", "a:b", "A-B", "é", "e\u{301}", "É", "straße", "STRASSE", "CON", "con",
      "a-b-c14cddc033f6", ".", "..",
    ]
    let once = Self.names(ids)
    #expect(Set(once.map { $0.lowercased() }).count == ids.count, "\(once)")
    #expect(once == Self.names(ids))
    #expect(once[0] == "a-b.md" && once[5] == "é.md")
    // An article that comes later changes no name.
    #expect(Self.names(ids + ["x"]).prefix(ids.count) == once[...])
  }

  @Test func `whatever the ids are, a name stays in its folder and is no other's`() {
    var luck = SeededLuck(seed: 7)
    let parts = [
      "a", "A", "/", "..", ".", "-", "\\", "\u{0}", "\u{301}", "é", "e\u{301}", "CON", " ", "\n",
      "ß",
      "SS", "👩‍👩‍👧", "\u{202E}", String(repeating: "x", count: 90), "c14cddc033f6",
    ]
    var names = ArticleFileNames()
    var seen: Set<String> = []
    for _ in 0..<3000 {
      let id = (0..<Int.random(in: 1...6, using: &luck)).compactMap { _ in
        parts.randomElement(using: &luck)
      }.joined()
      let name = names.next(id) + ".md"
      #expect(!name.utf8.contains(UInt8(ascii: "/")) && !name.utf8.contains(0), "\(name)")
      #expect(name.utf8.first != UInt8(ascii: ".") && name.utf8.count <= 255, "\(name)")
      #expect(seen.insert(name.lowercased()).inserted, "\(name)")
    }
  }

  private static func names(_ ids: [String]) -> [String] {
    var names = ArticleFileNames()
    return ids.map { names.next($0) + ".md" }
  }
}
