import BatchCore

extension Scenario {
  /// S28 to S37, S50, S51: faults before, in and after the answer.
  static let faults: [Scenario] = [
    .fault(
      "S28 masked", 500,
      #"{"error":{"message":"Internal Server Error","code":500,"metadata":{"error_type":"server"}}}"#,
      .serverError),
    .fault(
      "S29 provider gone", 502,
      #"{"error":{"message":"Network connection lost.","code":502,"metadata":{"error_type":"provider_unavailable","provider_name":"DeepInfra"}}}"#,
      .providerError),
    .fault(
      "S30 overloaded", 503,
      #"{"error":{"message":"Service temporarily unavailable","code":503,"metadata":{"error_type":"provider_overloaded"}}}"#,
      .overloaded),
    .refused(
      "S30 overloaded, with a hint", 503,
      #"{"error":{"message":"Service temporarily unavailable","code":503}}"#,
      headers: [HTTPHeader("Retry-After", "2.5")], kind: .overloaded, wait: .milliseconds(2500),
      first: .postpone(.throttled)),
    .fault(
      "S31 408", 408,
      #"{"error":{"message":"Operation timed out. Please try again later.","code":408}}"#, .timedOut
    ),
    .fault(
      "S31 504", 504,
      #"{"error":{"message":"Provider returned error","code":504,"metadata":{"raw":"error code: 504","provider_name":"Chutes"}}}"#,
      .timedOut),
    .fault("S31 524", 524, "error code: 524", .timedOut),
    .fault(
      "S31 529", 529, #"{"error":{"message":"Provider returned error","code":529}}"#, .overloaded),
    .refused(
      "S30 our own wishes leave nobody, and we have none", 503,
      #"{"error":{"message":"There is no available provider that meets your routing requirements","code":503}}"#,
      kind: .overloaded, first: .retry, last: .retry, spent: .fail),
    .fault("S32 empty", 502, "", .serverError),
    .fault("S32 HTML", 500, "<html><body>Bad</body></html>", .serverError),
    .fault("S32 plain", 520, "error code: 520", .serverError),
    .plainFault(
      "S33 error in a 200",
      "\n\n  \n"
        + #"{"error":{"message":"Internal Server Error","code":500},"user_id":"org_2abcdefgh"}"#,
      .serverError),
    .plainFault(
      "S33 error before choices",
      #"{"id":"gen-3","error":{"message":"Upstream error","code":502},"choices":[{"message":{"content":"{\"title\":\"a\",\"body\":\"b\"}"},"finish_reason":"stop"}]}"#,
      .providerError),
    .plainFault(
      "S34 finish error",
      #"{"id":"gen-4","choices":[{"index":0,"finish_reason":"error","message":{"role":"assistant","content":"{\"title\":\"a\",\"body\":\"b\"}"}}]}"#,
      .providerError),
    .plainFault(
      "S34 choice error",
      #"{"id":"gen-4","choices":[{"index":0,"finish_reason":"stop","error":{"code":502,"message":"died"},"message":{"role":"assistant","content":"{\"title\":\"a\",\"body\":\"b\"}"}}]}"#,
      .providerError),
    .streamFault(
      "S35 word for a code",
      """
      : OPENROUTER PROCESSING

      data: {"id":"gen-5","choices":[{"index":0,"delta":{"content":"{"}}]}

      data: {"id":"gen-5","error":{"code":"server_error","message":"Provider disconnected"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}


      """, .serverError),
    .streamFault(
      "S35 idle upstream",
      """
      data: {"id":"gen-5","choices":[{"index":0,"delta":{"content":"{"}}]}\r
      \r
      data: {"id":"gen-5","error":{"code":504,"message":"Upstream idle timeout exceeded"}}\r
      \r

      """, .timedOut),
    .streamFault(
      "S36 no end", #"data: {"id":"gen-6","choices":[{"delta":{"content":"{\"title\":\"a\""}}]}"#,
      .cut),
    .streamed(
      "S36 cut by the network",
      #"data: {"id":"gen-6","choices":[{"delta":{"content":"{\"title\":\"a\",\"body\":\"b\"}"}}]}"#
        + "\n\ndata: {\"id", failure: .cut, kind: .cut, first: .retry, last: .retry, spent: .fail),
    .plainFault("S37 white space", "\n\n    \n", .cut),
    .plainFault("S37 half a document", #" {"id":"gen-7","choices":[{"mess"#, .cut),
    Scenario(
      name: "S50 no name",
      exchange: Exchange(
        response: nil,
        failure: TransportFailure(
          kind: .unreachable, code: 6, sentence: "Could not resolve host: openrouter.ai",
          wasSent: false)), kind: .unreachable, first: .postpone(.unreachable),
      last: .postpone(.unreachable), spent: .postpone(.unreachable)),
    Scenario(
      name: "S51 our own timer",
      exchange: Exchange(
        response: HTTPResponse(status: 200, body: Array("\n\n".utf8)),
        failure: TransportFailure(
          kind: .timedOut, phase: .total, sentence: "no answer in 600 s", wasSent: true)),
      kind: .timedOut, first: .retry, last: .retry, spent: .fail),
    Scenario(
      name: "shut down",
      exchange: Exchange(
        response: nil,
        failure: TransportFailure(kind: .aborted, sentence: "the run ends", wasSent: true)),
      kind: .aborted, first: .postpone(.interrupted), last: .postpone(.interrupted),
      spent: .postpone(.interrupted)),
  ]

  private static func fault(
    _ name: String, _ status: Int, _ body: String, _ kind: FailureKind
  ) -> Scenario {
    .refused(name, status, body, kind: kind, first: .retry, last: .retry, spent: .fail)
  }

  private static func plainFault(_ name: String, _ body: String, _ kind: FailureKind) -> Scenario {
    .plain(name, body, kind: kind, first: .retry, last: .retry, spent: .fail)
  }

  private static func streamFault(_ name: String, _ body: String, _ kind: FailureKind) -> Scenario {
    .streamed(name, body, kind: kind, first: .retry, last: .retry, spent: .fail)
  }
}
