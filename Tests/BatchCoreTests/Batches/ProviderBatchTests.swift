import BatchCore
import Testing

@Suite struct ProviderBatchTests {
  private static func batch(_ text: String) -> ProviderBatch? {
    ProviderBatch(parsing: Array(text.utf8))
  }

  @Test(arguments: [
    ("validating", ProviderBatch.Stage.atWork), ("in_progress", .atWork), ("finalizing", .atWork),
    ("cancelling", .atWork), ("something new", .atWork), ("completed", .completed),
    ("failed", .failed), ("expired", .expired), ("cancelled", .cancelled),
  ])
  func `each status has its stage`(_ status: String, _ stage: ProviderBatch.Stage) {
    #expect(Self.batch(#"{"id":"b_1","status":"\#(status)"}"#)?.stage == stage)
  }

  @Test(arguments: [
    "", "[]", "{}", #"{"status":"completed"}"#, #"{"id":""}"#, #"{"id":"../key"}"#,
    #"{"id":"a b"}"#, #"{"id":7}"#, #"{"id":"b_1""#,
  ])
  func `what cannot be asked for is no batch`(_ text: String) {
    #expect(Self.batch(text) == nil)
  }

  @Test func `a row keeps its body byte for byte`() throws {
    let text = #"""
      {"request_counts":{"total":2,"completed":1,"failed":1}, "results" : [ {"custom_id":"12",
      "response":{"status_code":200,"body": {"a": 0.10, "b":"]}\","}},"error":null} , 7,
      {"custom_id":"13","response":null,"error":{"message":"No."}} ],
      "id":"batch-9","status":"completed"}
      """#
    let batch = try #require(Self.batch(text))
    #expect(batch.completed == 1)
    let rows = try #require(batch.rows)
    #expect(rows.map(\.name) == ["12", "13"])
    #expect(
      rows[0].response.map { String(decoding: $0.body, as: UTF8.self) }
        == #"{"a": 0.10, "b":"]}\","}"#)
    #expect(rows[1].response == nil && rows[1].words == "No.")
  }

  @Test func `results that are not told are not none`() throws {
    #expect(try #require(Self.batch(#"{"id":"b","status":"completed"}"#)).rows == nil)
    let empty = #"{"id":"b","status":"completed","results":[]}"#
    #expect(try #require(Self.batch(empty)).rows == [])
    let null = #"{"id":"b","status":"completed","results":null}"#
    #expect(try #require(Self.batch(null)).rows == nil)
  }
}
