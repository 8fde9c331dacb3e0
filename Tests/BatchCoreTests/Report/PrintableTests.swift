import BatchCore
import Testing

struct PrintableTests {
  @Test(arguments: [
    ("plain ÄÖ 漢字 😀 👩‍👩‍👧", "plain ÄÖ 漢字 😀 👩‍👩‍👧"),
    ("a\u{1B}[31mred", "a␛[31mred"),
    ("bell\u{7}, back\u{8}, NUL\u{0}", "bell␇, back␈, NUL␀"),
    ("two\r\nlines\tand a tab", "two␍␊lines␉and a tab"),
    ("delete\u{7F}", "delete␡"),
    ("C1 \u{9B}31m\u{85}", "C1 <U+009B>31m<U+0085>"),
    ("\u{202E}txt.exe\u{202C}", "<U+202E>txt.exe<U+202C>"),
    ("\u{2066}x\u{2069}\u{200E}\u{200F}\u{61C}", "<U+2066>x<U+2069><U+200E><U+200F><U+061C>"),
    ("a\u{2028}b\u{2029}c", "a<U+2028>b<U+2029>c"),
    ("\u{FEFF}a\u{E0041}", "<U+FEFF>a<U+E0041>"),
    ("", ""),
  ])
  func `what would act on a terminal is shown instead`(text: String, shown: String) {
    #expect(printable(text) == shown)
  }

  @Test func `lines and tabs may be kept`() {
    #expect(printable("a\n\tb\r\u{1B}", keepingLines: true) == "a\n\tb␍␛")
    #expect(printable("a\r\nb", keepingLines: true) == "a␍\nb")
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (-1000, "-1,000"), (1_234_567, "1,234,567"),
  ])
  func `numbers are grouped`(number: Int, text: String) {
    #expect(Wording.grouped(number) == text)
  }

  @Test(arguments: [
    ("a.jsonl", "a.jsonl"), ("über/a b", "'über/a b'"), ("it's", #"'it'\''s'"#), ("", "''"),
    ("a;rm", "'a;rm'"), ("$(x)", "'$(x)'"),
  ])
  func `a word can be pasted into a shell`(word: String, quoted: String) {
    #expect(shellQuoted(word) == quoted)
  }
}
