import BatchCore
import TestSupport
import Testing

struct WordDiffTests {
  /// `[-removed-]`, `{+added+}`.
  private func written(_ before: String, _ after: String) -> String {
    WordDiff(before: before, after: after).spans.map { span in
      switch span.kind {
      case .same: span.text
      case .removed: "[-\(span.text)-]"
      case .added: "{+\(span.text)+}"
      }
    }.joined()
  }

  @Test(arguments: [
    ("", "", ""), ("same", "same", "same"), ("", "new", "{+new+}"), ("old", "", "[-old-]"),
    ("one two three", "one 2 three", "one [-two -]{+2 +}three"),
    ("It ends.", "It ends!", "It ends[-.-]{+!+}"),
    ("a  b\n\nc", "a b\nc", "a [- -]b\n[-\n-]c"), (" x", "x", "[- -]x"), ("x", "x\n", "x{+\n+}"),
    ("a b", "a\nb", "a[- -]{+\n+}b"), ("one  two", "one 2", "one [- two-]{+2+}"),
    ("a\r\nb\r\n\r\nc", "a\nb\n\nc", "a\nb\n\nc"),
    ("don’t stop", "do not stop", "[-don’t -]{+do not +}stop"),
    ("自転車を洗う。", "自転車を磨く。", "自転車を[-洗う-]{+磨く+}。"),
    (
      "the quick fox sat on the mat", "a slow dog lay on a rug",
      "[-the quick fox sat on the mat-]{+a slow dog lay on a rug+}"
    ),
  ])
  func `what changed is told word by word`(_ before: String, _ after: String, _ told: String) {
    #expect(written(before, after) == told)
  }

  @Test(arguments: Seeds.chosen(1...40))
  func `both texts can be had of any difference`(_ seed: UInt64) {
    var luck = SeededLuck(seed: seed)
    let words = ["a", "b", "c", "d.", "é", "\n", "  ", "日本", "👩‍👩‍👧", "\r\n", "x"]
    func text() -> String {
      (0..<Int.random(in: 0..<60, using: &luck)).map { _ in
        words.randomElement(using: &luck) ?? ""
      }.joined()
    }
    let (before, after) = (text(), text())
    expectWhole(WordDiff(before: before, after: after), before, after)
  }

  private func expectWhole(_ diff: WordDiff, _ before: String, _ after: String) {
    let new = diff.spans.filter { $0.kind != .removed }.map(\.text).joined()
    let old = diff.spans.filter { $0.kind != .added }.map(\.text).joined()
    #expect(new == after)
    func lines(_ text: String) -> String { text.replacing("\r\n", with: "\n") }
    #expect(lines(old) == lines(before))
    for (span, next) in zip(diff.spans, diff.spans.dropFirst()) {
      #expect(span.kind != next.kind && (span.kind, next.kind) != (.added, .removed))
    }
  }

  @Test func `a long text is compared paragraph by paragraph first`() {
    let lines = (0..<400).map { "Paragraph \($0) tells of \($0 * 7) things, and ends there.\n" }
    var changed = lines
    changed[200] = "Paragraph 200 tells of another thing.\n"
    changed.insert("A new one.\n", at: 300)
    let (before, after) = (lines.joined(), changed.joined())
    let diff = WordDiff(before: before, after: after)
    #expect(!diff.isCoarse)
    expectWhole(diff, before, after)
    let added = diff.spans.filter { $0.kind == .added }.map(\.text).joined()
    #expect(added.count < 60 && added.contains("A new one."))
  }

  @Test func `what is too long is replaced as a whole, in no time and little memory`() {
    let before = (0..<30_000).map { "w\($0)" }.joined(separator: " ")
    let after = (0..<30_000).map { "v\($0)" }.joined(separator: " ")
    let diff = WordDiff(before: before, after: after)
    #expect(diff.isCoarse && diff.spans.map(\.kind) == [.removed, .added])
    let many = (0..<5_000).map { "\($0)\n" }.joined()
    let others = (0..<5_000).map { "x\($0)\n" }.joined()
    expectWhole(WordDiff(before: many, after: others), many, others)
  }
}
