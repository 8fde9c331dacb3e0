import BatchCore
import Foundation
import Testing

struct ExportLinesTests {
  private func row(
    output: String = #"{"b":1,"a":"é"}"#, extra: String = #"{"z": 1.50,"a":"\u00e9"}"#,
    cost: Money? = Money(picodollars: 71_000_000)
  ) -> ExportRow {
    ExportRow(
      number: 1, id: "a\"1", extra: extra, state: .done,
      result: StoredResult(
        output: output, extraction: .whole, model: "openai/gpt-4o-mini",
        finishedAt: Timestamp(milliseconds: 1_763_694_600_000), cost: cost, attempts: 2,
        attempt: ClaimNumber(2), job: "d"),
      attempts: 2, cost: cost)
  }

  private func text(_ row: ExportRow) -> String {
    var lines = ExportLines(role: "rewrite")
    lines.add(row)
    #expect(lines.bytes.last == 0x0A)
    return String(decoding: lines.bytes.dropLast(), as: UTF8.self)
  }

  @Test func `output and the article's own fields keep their bytes and order`() {
    #expect(
      text(row())
        == #"{"id":"a\"1","role":"rewrite","status":"done","output":{"b":1,"a":"é"},"#
        + #""model":"openai/gpt-4o-mini","attempts":2,"costUSD":0.000071,"#
        + #""finishedAt":"2025-11-21T03:10:00Z","article":{"z": 1.50,"a":"\u00e9"}}"#)
  }

  @Test func `a document over several lines stays one line`() throws {
    let line = text(row(output: "{\n  \"a\": 1,\r\n  \"b\": \"x\\ny\"\n}"))
    #expect(!line.contains("\n") && !line.contains("\r"))
    let decoded = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    #expect((decoded?["output"] as? [String: Any])?["b"] as? String == "x\ny")
  }

  @Test func `a verdict is told, of a judged result only`() {
    var judged = row()
    judged.verdict = .accepted
    #expect(text(judged).contains(#""status":"done","verdict":"accepted","output":"#))
    var columns = ExportColumns()
    columns.add(row(output: #"{"verdict":1}"#))
    let plain = ExportTable(role: "rewrite", columns: columns, hasFailures: false)
    #expect(String(decoding: plain.header, as: UTF8.self).hasSuffix(",output.verdict\r\n"))
    #expect(plain.record(judged) == nil, "judged since the columns were looked for")
    columns.add(judged)
    let table = ExportTable(role: "rewrite", columns: columns, hasFailures: false)
    #expect(String(decoding: table.header, as: UTF8.self).hasSuffix(",verdict\r\n"))
    let record = table.record(judged).map { String(decoding: $0, as: UTF8.self) }
    #expect(record?.hasSuffix(",accepted\r\n") == true)
    let file = ArticleFile(row: judged, role: "rewrite").bytes
    #expect(String(decoding: file, as: UTF8.self).contains("\nverdict: \"accepted\"\n"))
  }

  @Test func `lines stand one behind the other until they are let go`() {
    var lines = ExportLines(role: "a\"b")
    lines.add(row())
    let one = lines.bytes
    lines.add(row())
    #expect(lines.bytes == one + one)
    lines.removeAll()
    #expect(lines.bytes.isEmpty)
    lines.add(row())
    #expect(lines.bytes == one)
    #expect(String(decoding: one, as: UTF8.self).contains(#""role":"a\"b","status":"done""#))
  }

  @Test func `an unknown cost is null`() {
    #expect(text(row(cost: nil)).contains(#""costUSD":null"#))
  }

  @Test func `a failed task has no output and says why`() {
    let failure = Failure(kind: .moderated, sentence: "s", remedy: "r")
    let row = ExportRow(
      number: 1, id: "a", extra: "{}", state: .failed(failure), result: nil, attempts: 3, cost: nil)
    #expect(
      text(row)
        == #"{"id":"a","role":"rewrite","status":"failed","output":null,"#
        + #""failure":{"kind":"moderated","sentence":"s","remedy":"r"},"#
        + #""model":null,"attempts":3,"costUSD":null,"finishedAt":null,"article":{}}"#)
  }
}

struct WordingTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (3_109, "3,109"), (1_234_567, "1,234,567"),
    (-1000, "-1,000"),
  ])
  func `numbers are grouped`(number: Int, text: String) {
    #expect(Wording.grouped(number) == text)
  }

  @Test(arguments: [
    (-5, "0 s"), (40, "40 s"), (89, "89 s"), (90, "2 min"), (720, "12 min"), (12_000, "3 h 20 min"),
    (187_200, "2 days 4 h"),
  ])
  func `spans are as people say them`(seconds: Int, text: String) {
    #expect(Wording.span(seconds: seconds) == text)
  }

  @Test(arguments: [
    ("0", "$0.00"), ("0.00042", "$0.0004"), ("0.099", "$0.0990"), ("3.126", "$3.13"),
    ("12", "$12.00"),
  ])
  func `a small cost is not shown as nothing`(dollars: String, text: String) throws {
    #expect(Wording.dollars(try #require(Decimal(string: dollars))) == text)
  }

  @Test func `one is singular`() {
    #expect(Wording.counted(1, "article") == "1 article")
    #expect(Wording.counted(2, "article") == "2 articles")
    #expect(Wording.counted(0, "entry", "entries") == "0 entries")
  }
}
