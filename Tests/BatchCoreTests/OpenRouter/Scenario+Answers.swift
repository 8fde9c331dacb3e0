import BatchCore

extension Scenario {
  /// S13, S38 to S44, S48, S49: answers, good and bad.
  static let answers: [Scenario] = [
    .plain(
      "S13 filtered", .completion(#""content":"""#, finish: "content_filter", tokens: 0),
      kind: .declined, first: .escalate, last: .fail),
    .plain(
      "S13 refusal", .completion(#""content":null,"refusal":"I can't help with that.""#),
      kind: .declined, first: .escalate, last: .fail),
    .plain(
      "S13 filtered in the provider's own word",
      #"{"choices":[{"message":{"content":""},"finish_reason":null,"native_finish_reason":"RECITATION"}]}"#,
      kind: .declined, first: .escalate, last: .fail),
    .plain(
      "S38 reasoning ate the room",
      .completion(#""content":"","reasoning":"Let me think""#, finish: "length", tokens: 800),
      kind: .reasoningOnly, first: .retry, last: .retry, spent: .fail),
    .plain(
      "S39 nothing, not finished",
      #"{"choices":[{"message":{"content":""},"finish_reason":null}],"usage":{"completion_tokens":0}}"#,
      kind: .empty, first: .retry, last: .retry, spent: .fail),
    .plain(
      "S39 nothing, finished", .completion(#""content":"  \n""#, tokens: 0), kind: .empty,
      first: .retry, last: .retry, spent: .fail),
    .plain(
      "S40 only reasoning", .completion(#""content":null,"reasoning":"Title first""#, tokens: 90),
      kind: .empty, first: .retry, last: .retry, spent: .fail),
    .plain(
      "S40 parts",
      .completion(
        #""content":[{"type":"text","text":"{\"title\":\"a\","},{"type":"text","text":"\"body\":\"b\"}"}]"#
      ), kind: nil, first: .succeed),
    .plain(
      "S40 only a picture",
      .completion(
        #""content":"","images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]"#
      ), kind: .empty, first: .retry, last: .retry, spent: .fail),
    .plain(
      "S40 only a tool call",
      .completion(
        #""content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f"}}]"#,
        finish: "tool_calls"), kind: .empty, first: .retry, last: .retry, spent: .fail),
    .plain(
      "S41 no choices", #"{"id":"gen-8","choices":[],"usage":null}"#, kind: .empty, first: .retry,
      last: .retry, spent: .fail),
    .plain(
      "S41 no message", #"{"id":"gen-8","object":"chat.completion"}"#, kind: .empty, first: .retry,
      last: .retry, spent: .fail),
    .plain(
      "S42 truncated", .completion(#""content":"{\"title\":\"a\",\"body\":\"b""#, finish: "length"),
      kind: .truncated, first: .retry, last: .retry, spent: .fail),
    .plain(
      "S42 truncated where it looks whole",
      .completion(#""content":"{\"title\":\"a\",\"body\":\"b\"}""#, finish: "length"),
      kind: .truncated, first: .retry, last: .retry, spent: .fail),
    .plain(
      "S43 prose", .completion(#""content":"Here is the article you asked for: Hello.""#),
      kind: .notJSON, first: .escalate, last: .retry, spent: .fail),
    .plain(
      "S43 a fence is taken off",
      .completion(#""content":"```json\n{\"title\":\"a\",\"body\":\"b\"}\n```""#), kind: nil,
      first: .succeed),
    .plain(
      "S43 a thought that only ends",
      .completion(#""content":"Let me think of {}…\n</think>\n{\"title\":\"a\",\"body\":\"b\"}""#),
      kind: nil, first: .succeed),
    .plain(
      "S44 a field is missing", .completion(#""content":"{\"title\":\"a\"}""#), kind: .offSchema,
      first: .retry, last: .retry, spent: .fail),
    .plain(
      "S44 a field is empty", .completion(#""content":"{\"title\":\"a\",\"body\":\" \"}""#),
      kind: .offSchema, first: .retry, last: .retry, spent: .fail),
    .plain(
      "S44 damaged accents",
      .completion(#""content":"{\"title\":\"caf\\u0000e9\",\"body\":\"b\"}""#), kind: .offSchema,
      first: .retry, last: .retry, spent: .fail),
    .plain(
      "S48 another model",
      .completion(
        #""content":"{\"title\":\"a\",\"body\":\"b\"}""#, model: "mistralai/mistral-nemo"),
      kind: nil, first: .succeed
    ).served(by: "mistralai/mistral-nemo"),
    .plain(
      "S49 no usage", #"{"choices":[{"message":{"content":"{\"title\":\"a\",\"body\":\"b\"}"}}]}"#,
      kind: nil, first: .succeed
    ).ofUnknownCost,
    .plain(
      "a finish nobody documents",
      .completion(#""content":"{\"title\":\"a\",\"body\":\"b\"}""#, finish: "endturn"),
      kind: nil, first: .succeed),
    .streamed(
      "a stream", .stream, kind: nil, first: .succeed),
    .streamed(
      "a stream that is whole before the connection dies", .stream, failure: .cut, kind: nil,
      first: .succeed),
    .plain(
      "a stream under a JSON header", .stream, kind: nil, first: .succeed),
    .streamed(
      "JSON under a stream header",
      .completion(#""content":"{\"title\":\"a\",\"body\":\"b\"}""#), kind: nil, first: .succeed),
    .plain(
      "JSON after a byte order mark",
      "\u{FEFF}\n" + .completion(#""content":"{\"title\":\"a\",\"body\":\"b\"}""#), kind: nil,
      first: .succeed),
  ]
}

extension String {
  /// The body of a 200 with one choice.
  static func completion(
    _ message: String, finish: String = "stop", tokens: Int = 120,
    model: String = "openai/gpt-4o-mini-2024-07-18"
  ) -> String {
    """
    {"id":"gen-1700000000-abc","provider":"OpenAI","model":"\(model)",\
    "object":"chat.completion","created":1700000000,"choices":[{"logprobs":null,\
    "finish_reason":"\(finish)","native_finish_reason":"\(finish)","index":0,\
    "message":{"role":"assistant",\(message)}}],"usage":{"prompt_tokens":40,\
    "completion_tokens":\(tokens),"total_tokens":160,"cost":7.1e-05,"prompt_tokens_details":null,\
    "completion_tokens_details":{"reasoning_tokens":0}}}
    """
  }

  /// A streamed answer as it was recorded: comments, the usage after the finish, `[DONE]`.
  static let stream = #"""
    : OPENROUTER PROCESSING

    data: {"id":"gen-9","provider":"Groq","model":"a/b","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

    :
    data: {"id":"gen-9","choices":[{"index":0,"delta":{"content":"{\"title\":\"L’é"},"finish_reason":null}]}

    data: {"id":"gen-9","choices":[{"index":0,"delta":{"content":"té\",\"body\":\"b\"}"},"finish_reason":"stop","native_finish_reason":"stop"}]}

    data: {"id":"gen-9","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":{"prompt_tokens":11,"completion_tokens":9,"cost":0.0000123}}

    data: [DONE]


    """#
}
