import Foundation
import Testing

@testable import BatchCore

/// The block, line by line, as a person sees it.
struct ProgressBlockTests {
  private let stage = BlockStage()

  @Test func `at 80 columns`() {
    #expect(
      stage.busy.lines(Canvas(columns: 80, rows: 24)) == [
        "rewrite  █████████████████░░░░░░░░░░░░░░░░░░░░░░░  43 %",
        "  1,843 of 4,280 done, 20 failed, 2,412 to do (12 waiting), 5 in work",
        "  58 a minute, about 42 min left, 7 throttled",
        "Cost: $3.12, about $7.17 in all, $16.48 left of --max-cost",
        "Waiting 41 s: openai/gpt-4o-mini is rate limited",
        "Paced: openai/gpt-4o-mini is rate limited, 12 requests a second learned",
        "Failed: 12 moderated (blog/hello), 8 tooLong (a-17). See why: batch failures",
      ])
  }

  @Test func `at 60 columns`() {
    #expect(
      stage.busy.lines(Canvas(columns: 60, rows: 24)) == [
        "rewrite  █████████████████░░░░░░░░░░░░░░░░░░░░░░░  43 %",
        "  1,843 of 4,280 done, 20 failed, 2,412 to do (12 waiting)",
        "  58 a minute, about 42 min left, 7 throttled",
        "Cost: $3.12, about $7.17 in all, $16.48 left of --max-cost",
        "Waiting 41 s: openai/gpt-4o-mini is rate limited",
        "Paced: openai/gpt-4o-mini is rate… requests a second learned",
        "Failed: 12 moderated (blog/hello), 8 tooLong (a-17)",
      ])
  }

  @Test func `at 200 columns`() {
    #expect(
      stage.busy.lines(Canvas(columns: 200, rows: 24)) == [
        "rewrite  █████████████████░░░░░░░░░░░░░░░░░░░░░░░  43 %",
        "  1,843 of 4,280 done, 20 failed, 2,412 to do (12 waiting), 5 in work, 42 escalated",
        "  58 a minute, about 42 min left, 7 throttled",
        "Cost: $3.12, about $7.17 in all, $16.48 left of --max-cost (that of 2 requests unknown)",
        "Waiting 41 s: openai/gpt-4o-mini is rate limited",
        "Paced: openai/gpt-4o-mini is rate limited, 12 requests a second learned",
        "Failed: 12 moderated (blog/hello), 8 tooLong (a-17). See why: batch failures",
      ])
  }

  @Test func `under a pause at 60 and at 200 columns`() {
    #expect(
      stage.paused.lines(Canvas(columns: 60, rows: 24)) == [
        "rewrite  █████████████████░░░░░░░░░░░░░░░░░░░░░░░  43 %",
        "  1,843 of 4,280 done, 20 failed, 2,412 to do (12 waiting)",
        "  stands still, time left unknown, 7 throttled",
        "Cost: $3.12, about $7.17 in all, $16.48 left of --max-cost",
        "Paused since 03:00: The OpenRouter balan…sufficient credits.",
        "  Top up at https://openrouter.…ngs/credits, then run again.",
      ])
    #expect(
      stage.paused.lines(Canvas(columns: 200, rows: 24)).suffix(2) == [
        "Paused since 03:00: The OpenRouter balance is used up (402): Insufficient credits.",
        "  Top up at https://openrouter.ai/settings/credits, then run again.",
      ])
  }

  @Test func `without a UTF-8 locale it is ASCII`() {
    let canvas = Canvas(
      columns: 60, rows: 24, abilities: TerminalAbilities(isUnicode: false))
    let lines = stage.busy.lines(canvas)
    #expect(lines[0] == "rewrite  #################-----------------------  43 %")
    #expect(lines[5] == "Paced: openai/gpt-4o-mini is rat...requests a second learned")
    #expect(lines.allSatisfy { $0.allSatisfy(\.isASCII) })
  }

  @Test func `in colour it holds the same, and nothing but colours`() {
    let style = Style(isColoured: true)
    let coloured = stage.busy.lines(
      Canvas(columns: 60, rows: 24, abilities: TerminalAbilities(style: style)))
    #expect(coloured[0].hasPrefix("rewrite  \u{1B}[32m█"))
    let bare = coloured.map { $0.replacing(/\u{1B}\[\d+m/, with: "") }
    #expect(bare == stage.busy.lines(Canvas(columns: 60, rows: 24)))
  }

  @Test(arguments: [1, 5, 10, 20, 30, 40, 59, 60, 79, 100], [2, 3, 5, 8, 24])
  func `no line is wider than the terminal, nor the block as high`(_ columns: Int, _ rows: Int) {
    for block in [stage.busy, stage.paused, stage.crowded, stage.wide] {
      let lines = block.lines(Canvas(columns: columns, rows: rows))
      #expect(lines.allSatisfy { columnWidth($0) <= columns }, "\(lines)")
      #expect((1..<max(2, rows)).contains(lines.count))
    }
  }

  @Test func `on a low terminal the bars and counts stay longest`() {
    let lines = stage.crowded.lines(Canvas(columns: 60, rows: 5))
    #expect(lines.count == 4)
    #expect(lines[0].hasPrefix("standard  ") && lines[2].hasPrefix("rewrite  "))
    #expect(lines[1] == "  10 of 100 done, 90 to do")
  }

  @Test(arguments: [
    (80, "batch.sqlite: 4,280 articles, run 7 at work, 5 requests in flight"),
    (60, "batch.sqlite: 4,280 articles, run 7 at work"),
    (40, "batch.sqlite…280 articles, run 7 at work"),
  ])
  func `a heading gives up what tells the least`(_ columns: Int, _ heading: String) {
    #expect(stage.crowded.lines(Canvas(columns: columns, rows: 24)).first == heading)
  }

  @Test func `wide names are counted by their columns`() {
    #expect(
      stage.wide.lines(Canvas(columns: 60, rows: 24)).last
        == "Failed: 12 moderated (記事/とても…の記事-😀), 8 tooLong (a)")
  }

  @Test func `nothing from outside can steer the terminal`() {
    var block = stage.paused
    block.examples = [.init(role: "rewrite", kind: .moderated, article: "x\u{1B}[2J\u{202E}id")]
    block.report.pauses[0].message = "Insufficient\u{1B}]0;owned\u{7}\ncredits"
    block.waiting = (stage.now + .seconds(3), "a\u{9B}31mb is \u{2066}slow")
    block.heading = ["q\u{8}.sqlite"]
    let text = block.lines(Canvas(columns: 200, rows: 24)).joined()
    #expect(printable(text) == text)
    #expect(text.contains("x␛[2J<U+202E>id"))
  }

  @Test func `nothing left to do needs no rate, and an unknown one is said to be so`() {
    #expect(
      stage.finished.lines(Canvas(columns: 80, rows: 24)) == [
        "rewrite  ████████████████████████████████████████  100 %", "  12 of 12 done",
        "Cost: $0.0040",
      ])
    var early = stage.busy
    early.outlooks = ["rewrite": Outlook()]
    #expect(
      early.lines(Canvas(columns: 80, rows: 24))[2]
        == "  rate and time left not known yet, 7 throttled")
    early.outlooks = ["rewrite": Outlook(perMinute: 0)]
    #expect(
      early.lines(Canvas(columns: 80, rows: 24))[2]
        == "  none finished in the last minutes, time left unknown, 7 throttled")
  }
}
