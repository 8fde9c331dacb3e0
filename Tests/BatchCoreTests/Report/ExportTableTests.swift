import BatchCore
import Testing

struct ExportTableTests {
  /// The table's records without their ends, the header first.
  private func table(_ rows: [ExportRow], hasFailures: Bool = false) throws -> [String] {
    var columns = ExportColumns()
    for row in rows { columns.add(row) }
    let table = ExportTable(role: "rewrite", columns: columns, hasFailures: hasFailures)
    let records = try [table.header] + rows.map { try #require(table.record($0)) }
    return try records.map { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      return String(try #require(text.wholeMatch(of: /((?s).*)\r\n/)).1)
    }
  }

  /// What stands after `finishedAt`.
  private func cells(_ output: String) throws -> String {
    String(try #require(try table([ExportRows.done("a", output)])[1].split(separator: "Z,").last))
  }

  @Test func `columns are the export's own, then the outputs' in the order they occur`() throws {
    let records = try table([
      ExportRows.done("a", #"{"title":"T","score":-1.50,"tags":["x", "y"]}"#),
      ExportRows.done("b", #"{"score":2,"note":null,"ok":true,"title":""}"#, cost: nil),
    ])
    #expect(
      records == [
        "id,role,status,model,attempts,costUSD,finishedAt,title,score,tags,note,ok",
        "a,rewrite,done,openai/gpt-4o-mini,2,0.000071,2025-11-21T03:10:00Z,T,-1.50,"
          + #""[""x"",""y""]",,"#,
        #"b,rewrite,done,openai/gpt-4o-mini,2,,2025-11-21T03:10:00Z,"",2,,,true"#,
      ])
  }

  @Test(arguments: [
    (#"{"a":"x"}"#, "x"), (#"{"a":"x, y"}"#, #""x, y""#),
    (#"{"a":"say \"hi\""}"#, #""say ""hi""""#),
    (#"{"a":"l1\nl2"}"#, "\"l1\nl2\""), (#"{"a":"l1\r\nl2"}"#, "\"l1\r\nl2\""),
    (#"{"a":"=cmd()"}"#, "'=cmd()"), (#"{"a":"+1"}"#, "'+1"), (#"{"a":"-1"}"#, "'-1"),
    (#"{"a":"@SUM(A1)"}"#, "'@SUM(A1)"), (#"{"a":"＝1"}"#, "'＝1"), (#"{"a":"\n=1"}"#, "\"'\n=1\""),
    (#"{"a":"\tx"}"#, "'\tx"), (#"{"a":"\rx"}"#, "\"'\rx\""),
    (#"{"a":"=\"x\",1"}"#, #""'=""x"",1""#), (#"{"a":"a=b"}"#, "a=b"), (#"{"a":-12.50}"#, "-12.50"),
    (#"{"a":1e400}"#, #""{""a"":1e400}""#),
    (#"{"a":{"b": [1, " x "], "c" :null}}"#, #""{""b"":[1,"" x ""],""c"":null}""#),
    (#"{"a":"😀é日本"}"#, "😀é日本"), (#""plain text""#, "plain text"), (#""=text""#, "'=text"),
    ("[1, 2]", #""[1,2]""#), (#"{"a":"\ud800"}"#, "\u{FFFD}"),
  ])
  func `a cell reads back as what it was and is no formula`(_ output: String, _ cell: String) throws
  {
    #expect(try cells(output) == cell)
  }

  @Test(arguments: [
    (#"{"id":1,"failure":2,"output.id":3,"x":4}"#, "output.id,output.failure,output.output.id,x"),
    (#"{"=a":1,"b,c":2}"#, #"'=a,"b,c""#), (#""text""#, "output"), ("{}", ""),
  ])
  func `no two columns have one name`(_ output: String, _ titles: String) throws {
    let own = "id,role,status,model,attempts,costUSD,finishedAt"
    let header = try table([ExportRows.done("a", output)])[0]
    #expect(header == (titles.isEmpty ? own : own + "," + titles))
  }

  @Test func `a failure has a column where it may occur`() throws {
    let records = try table(
      [ExportRows.done("a", #"{"t":"T"}"#), ExportRows.failed("=b"), ExportRows.ready("c")],
      hasFailures: true)
    #expect(
      records == [
        "id,role,status,model,attempts,costUSD,finishedAt,t,failure",
        "a,rewrite,done,openai/gpt-4o-mini,2,0.000071,2025-11-21T03:10:00Z,T,",
        #"'=b,rewrite,failed,,3,,,,"moderated: It was ""refused"". Retry.""#,
        "c,rewrite,ready,,0,,,,",
      ])
  }

  @Test func `a field without a column is told, not dropped`() {
    let table = ExportTable(role: "rewrite", columns: ExportColumns(), hasFailures: false)
    #expect(table.record(ExportRows.done("a", #"{"new":1}"#)) == nil)
  }
}
