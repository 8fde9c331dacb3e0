import TestSupport
import Testing

@testable import BatchCore

struct BlockDrawingTests {
  private struct Stage {
    var drawing = BlockDrawing()
    var terminal: TerminalEmulator

    init(columns: Int = 20, rows: Int = 6, above: String = "$ batch\n") {
      terminal = TerminalEmulator(columns: columns, rows: rows)
      terminal.feed(above.replacing("\n", with: "\r\n"))
    }

    /// A terminal turns a line feed into both (ONLCR).
    mutating func write(_ text: String) {
      terminal.feed(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n"))
      #expect(terminal.unknown == [])
      #expect(terminal.wrapsLines)
    }

    mutating func draw(_ lines: String...) {
      write(drawing.draw(lines, columns: terminal.columns, rows: terminal.rows))
    }
  }

  @Test func `a block is drawn over itself, and what has not changed is not written`() {
    var stage = Stage()
    stage.draw("one", "two", "three")
    #expect(stage.terminal.all == ["$ batch", "one", "two", "three"])
    #expect(stage.terminal.cursor == (1, 0))
    #expect(stage.drawing.draw(["one", "two", "three"], columns: 20, rows: 6) == "")
    let change = stage.drawing.draw(["one", "2", "three"], columns: 20, rows: 6)
    #expect(!change.contains("three"))
    stage.write(change)
    #expect(stage.terminal.all == ["$ batch", "one", "2", "three"])
    stage.draw("one")
    #expect(stage.terminal.all == ["$ batch", "one"])
    stage.draw("1", "2", "3", "4")
    #expect(stage.terminal.all == ["$ batch", "1", "2", "3", "4"])
  }

  @Test func `at the bottom of the screen it pushes up what stands above, once`() {
    var stage = Stage(rows: 4, above: "a\nb\nc\n")
    stage.draw("one", "two", "three")
    stage.draw("1", "2")
    stage.draw("one", "two", "three")
    #expect(stage.terminal.all == ["a", "b", "c", "one", "two", "three"])
  }

  @Test func `notices stand above it, in order`() {
    var stage = Stage()
    stage.write(stage.drawing.say("first"))
    stage.draw("one", "two")
    stage.write(stage.drawing.say("second\nthird"))
    stage.write(stage.drawing.say("fourth"))
    #expect(
      stage.terminal.all == ["$ batch", "first", "second", "third", "fourth", "one", "two"])
  }

  @Test func `it is left as plain lines, the cursor under them`() {
    var stage = Stage(rows: 3)
    stage.draw("one", "two")
    stage.write(stage.drawing.leave())
    stage.write("$ ")
    #expect(stage.terminal.all == ["$ batch", "one", "two", "$"])
    #expect(stage.drawing.leave() == "" && stage.drawing.erase() == "")
  }

  @Test func `what is typed over its first line goes with the next change, and is not left`() {
    var stage = Stage()
    stage.draw("one", "two")
    stage.write("^C")
    stage.draw("one", "2")
    #expect(stage.terminal.all == ["$ batch", "one", "2"])
    stage.write("^Z")
    stage.write(stage.drawing.leave())
    #expect(stage.terminal.all == ["$ batch", "one", "2"])
  }

  @Test func `a line as wide as the terminal, or wider than was thought, wraps into no other`() {
    var stage = Stage(columns: 5)
    stage.draw("12345", "1234567", "x")
    #expect(stage.terminal.lines == ["$ bat", "ch", "12345", "12347", "x"])
    stage.draw("12345", "12345", "y")
    #expect(stage.terminal.lines == ["$ bat", "ch", "12345", "12345", "y"])
  }

  @Test(
    arguments: [[(12, 6), (30, 6), (20, 3), (20, 10)], [(7, 4), (60, 20)], [(5, 6), (20, 6)]],
    [true, false])
  func `nothing of it is left behind when the terminal changes its size`(
    _ sizes: [(columns: Int, rows: Int)], _ breaksAnew: Bool
  ) {
    var stage = Stage()
    stage.draw("a line of the block", "another of them")
    for size in sizes {
      stage.terminal.resize(columns: size.columns, rows: size.rows, breaksAnew: breaksAnew)
      stage.draw("one", "two")
      stage.write(stage.drawing.say("n"))
    }
    let notices = sizes.map { _ in "n" }
    #expect(stage.terminal.all.suffix(notices.count + 2) == notices + ["one", "two"])
    #expect(!stage.terminal.all.contains { $0.contains("line") || $0.contains("block") })
  }

  @Test func `after others have written it begins anew on the cursor's line`() {
    var stage = Stage()
    stage.draw("one", "two")
    stage.write(stage.drawing.leave())
    stage.write("[1]+ Stopped\n")
    stage.drawing.forget()
    stage.draw("one", "2")
    #expect(stage.terminal.all == ["$ batch", "one", "two", "[1]+ Stopped", "one", "2"])
  }
}
