import BatchCore

extension Scenario {
  /// S53: rows of a batch's results. One reading serves both lanes; what the live lane has to find
  /// out is left to it.
  static let batches: [Scenario] = [
    .row(
      "S53 answered", response(200, answer(#"{\"title\":\"a\",\"body\":\"b\"}"#)), kind: nil,
      first: .succeed),
    .row("S53 prose", response(200, answer("Sure!")), kind: .notJSON, first: .escalate)
      .then(last: .retry, spent: .fail),
    .row(
      "S53 row error", #""response":null,"error":{"code":"expired","message":"Not done."}"#,
      kind: .returned, first: .postpone(.returned)),
    .row("S53 row with nothing", #""response":null"#, kind: .returned, first: .postpone(.returned)),
    .row(
      "S53 row with a 500", response(500, #"{"error":{"code":500,"message":"Internal"}}"#),
      kind: .serverError, first: .retry
    ).then(last: .retry, spent: .fail),
    .row(
      "S53 row with a 402",
      response(402, #"{"error":{"code":402,"message":"Insufficient credits"}}"#),
      kind: .insufficientCredits, first: .postpone(.returned)),
    .row(
      "S53 row with a 401", response(401, #"{"error":{"code":401,"message":"User not found."}}"#),
      kind: .badKey, first: .postpone(.returned)),
  ]

  private static func row(
    _ name: String, _ members: String, kind: FailureKind?, first: Move
  ) -> Scenario {
    var scenario = plain(name, "", kind: kind, first: first)
    let text = #"{"id":"b","status":"completed","results":[{"custom_id":"7",\#(members)}]}"#
    scenario.row = ProviderBatch(parsing: Array(text.utf8))?.rows?.first
    return scenario
  }

  private func then(last: Move, spent: Move) -> Scenario {
    var scenario = self
    scenario.last = last
    scenario.spent = spent
    return scenario
  }

  private static func response(_ status: Int, _ body: String) -> String {
    #""response":{"status_code":\#(status),"request_id":"r","body":\#(body)},"error":null"#
  }

  private static func answer(_ content: String) -> String {
    #"{"id":"gen-1","model":"openai/gpt-4o-mini","choices":[{"index":0,"finish_reason":"stop","#
      + #""message":{"role":"assistant","content":"\#(content)"}}],"usage":{"prompt_tokens":3,"#
      + #""completion_tokens":2,"cost":0.0000005}}"#
  }
}
