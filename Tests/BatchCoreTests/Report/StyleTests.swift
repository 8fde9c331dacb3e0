import BatchCore
import Testing

struct StyleTests {
  @Test(arguments: [
    (true, ["TERM": "xterm"], false, true), (false, ["TERM": "xterm"], false, false),
    (true, ["TERM": "xterm"], true, false), (true, ["TERM": "dumb"], false, false),
    (true, [:], false, false), (true, ["TERM": "xterm", "NO_COLOR": "1"], false, false),
    (true, ["TERM": "xterm", "NO_COLOR": "0"], false, false),
    (true, ["TERM": "xterm", "NO_COLOR": ""], false, true),
  ])
  func `colour is for a terminal whose user wants it`(
    _ isTerminal: Bool, _ environment: [String: String], _ noColor: Bool, _ isColoured: Bool
  ) {
    let style = Style(isTerminal: isTerminal, environment: environment, noColor: noColor)
    #expect(style.isColoured == isColoured)
  }

  private let style = Style(isColoured: true)

  @Test func `each line is coloured by itself`() {
    #expect(style.paint("a\n\nb", .bad) == "\u{1B}[31ma\u{1B}[0m\n\n\u{1B}[31mb\u{1B}[0m")
    #expect(style.paint("a", nil) == "a" && style.paint("", .bad) == "")
    #expect(Style.plain.paint("a", .bad) == "a")
  }

  @Test func `what is painted cannot steer a terminal`() {
    let text = Painted("\u{1B}[2J", .bad) + "\u{9B}x\n"
    #expect(text.text(style) == "\u{1B}[31m␛[2J\u{1B}[0m<U+009B>x␊")
    #expect(text.text(.plain, keepingLines: true) == "␛[2J<U+009B>x\n")
  }

  @Test(arguments: [
    ("a.jsonl:3: error: no id", "a.jsonl:3: \u{1B}[31merror:\u{1B}[0m no id"),
    ("warning: x", "\u{1B}[33mwarning:\u{1B}[0m x"), ("terror: x", "terror: x"),
    ("all well", "all well"),
  ])
  func `a message's word is coloured`(_ message: String, _ painted: String) {
    #expect(Painted(message: message).text(style) == painted)
    #expect(Painted(message: message).text(.plain) == message)
  }

  @Test func `colours take no columns when a line is broken`() {
    let text = style.paint("twenty failed", .bad) + ", and more words"
    #expect(
      wrapped(text, columns: 18)
        == "\u{1B}[31mtwenty failed\u{1B}[0m, and\nmore words")
    #expect(wrapped(style.paint("1234567890", .good), columns: 10).contains("\n") == false)
  }
}
