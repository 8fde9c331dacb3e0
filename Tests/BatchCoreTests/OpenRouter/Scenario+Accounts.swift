import BatchCore

extension Scenario {
  /// S1 to S9: the key, the balance, the budgets.
  static let accounts: [Scenario] = [
    .refused(
      "S1 no credentials", 401,
      #"{"error":{"message":"No auth credentials found","code":401}}"#,
      kind: .badKey, first: .pauseQueue(.badKey)),
    .refused(
      "S1 user not found", 401,
      #"{"error":{"message":"User not found.","code":401,"metadata":{"provider_name":null}}}"#,
      kind: .badKey, first: .pauseQueue(.badKey)),
    .refused(
      "S2 a provider's own 401", 401,
      #"""
      {"error":{"message":"Provider returned error","code":401,"metadata":{"raw":"{\"error\":{\"message\":\"Invalid API key\"}}\n","provider_name":"Novita","is_byok":false}},"user_id":"user_2abcDEF456"}
      """#,
      kind: .upstreamRefused, first: .retry, last: .retry, spent: .fail),
    .refused(
      "S2 a region", 403,
      #"{"error":{"message":"Provider returned error","code":403,"metadata":{"raw":"Country not supported","provider_name":"OpenAI"}}}"#,
      kind: .upstreamRefused, first: .retry, last: .retry, spent: .fail),
    .refused(
      "S2 a location, as 400", 400,
      #"""
      {"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\n  \"error\": {\n    \"code\": 400,\n    \"message\": \"User location is not supported for the API use.\",\n    \"status\": \"FAILED_PRECONDITION\"\n  }\n}\n","provider_name":"Google AI Studio"}}}
      """#,
      kind: .upstreamRefused, first: .retry, last: .retry, spent: .fail),
    .refused(
      "S3 no credits", 402,
      #"{"error":{"message":"Insufficient credits. Add more using https://openrouter.ai/settings/credits","code":402}}"#,
      kind: .insufficientCredits, first: .pauseQueue(.insufficientCredits)),
    .refused(
      "S3 never bought", 402,
      #"{"error":{"message":"This account never purchased credits.","code":402,"metadata":{"limit_source":"openrouter_credits"}}}"#,
      kind: .insufficientCredits, first: .pauseQueue(.insufficientCredits)),
    .refused(
      "S3 nested twice", 402,
      #"{"error":{"error":{"message":"Insufficient credits"},"code":402},"user_id":"org_2xYz987654"}"#,
      kind: .insufficientCredits, first: .pauseQueue(.insufficientCredits)),
    .refused(
      "S4 affordable", 402,
      #"{"error":{"message":"This request requires more credits, or fewer max_tokens. You requested up to 4000 tokens, but can only afford 3,000. To increase, visit https://openrouter.ai/settings/credits and add more credits","code":402}}"#,
      kind: .unaffordable, first: .retry, last: .retry,
      spent: .pauseQueue(.insufficientCredits)),
    .refused(
      "S4 affordable is nothing", 402,
      #"{"error":{"message":"This request requires more credits, or fewer max_tokens. You requested up to 4000 tokens, but can only afford 0. To increase, visit https://openrouter.ai/settings/credits","code":402}}"#,
      kind: .unaffordable, first: .pauseQueue(.insufficientCredits)),
    .refused(
      "S4 by the key's cap", 402,
      #"{"error":{"message":"This request requires more credits, or fewer max_tokens. You requested up to 4000 tokens, but can only afford 12. To increase, visit https://openrouter.ai/settings/keys and create a key with a higher monthly limit","code":402}}"#,
      kind: .unaffordable, first: .pauseQueue(.keyLimit)),
    .refused(
      "S5 prompt too dear", 402,
      #"{"error":{"message":"Prompt tokens limit exceeded: 9216 > 5121. To increase, visit https://openrouter.ai/settings/credits and upgrade to a paid account","code":402}}"#,
      kind: .unaffordable, first: .pauseQueue(.insufficientCredits)),
    .refused(
      "S6 in flight", 402,
      #"{"error":{"message":"Too many in-flight requests for your balance","code":402,"metadata":{"reason":"in_flight_budget_exhausted","limit_source":"openrouter_in_flight_budget"}}}"#,
      headers: [HTTPHeader("retry-after", "20")], kind: .inFlightBudget, wait: .seconds(20),
      isAccountWide: true, first: .postpone(.throttled)),
    .refused(
      "S7 one request over the budget", 402,
      #"{"error":{"message":"This request exceeds the in-flight budget","code":402,"metadata":{"reason":"weight_exceeds_budget","limit_source":"openrouter_credits"}}}"#,
      kind: .unaffordable, first: .retry, last: .retry, spent: .fail),
    .refused(
      "S8 key limit as 403", 403,
      #"{"error":{"message":"Key limit exceeded (total limit). Manage it using https://openrouter.ai/settings/keys","code":403}}"#,
      kind: .keyLimit, first: .pauseQueue(.keyLimit)),
    .refused(
      "S8 key limit as 402", 402,
      #"{"error":{"message":"Spending cap reached","code":402,"metadata":{"limit_source":"openrouter_key_limit"}}}"#,
      kind: .keyLimit, first: .pauseQueue(.keyLimit)),
    .refused(
      "S9 workspace budget", 403,
      #"{"error":{"message":"Workspace monthly budget of $500.00 exceeded. Contact your org admin.","code":403,"metadata":{"limit_source":"openrouter_workspace_budget","limit_usd":500,"spend_usd":500.1,"resets_at":"2026-12-01T00:00:00.000Z"}}}"#,
      kind: .budgetExceeded, first: .pauseQueue(.budgetExceeded)
    ).ending(after: .seconds(19 * 43_200)),
    .refused(
      "S9 unlabelled", 403,
      #"{"error":{"message":"Workspace monthly budget of $500.00 exceeded. Contact your org admin.","code":403}}"#,
      kind: .budgetExceeded, first: .pauseQueue(.budgetExceeded)),
  ]
}
