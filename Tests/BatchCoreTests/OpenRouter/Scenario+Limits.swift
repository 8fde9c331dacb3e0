import BatchCore

extension Scenario {
  /// S22 to S27: too many requests.
  static let limits: [Scenario] = [
    .refused(
      "S22 shared pool", 429,
      #"""
      {"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"meta-llama/llama-3.3-70b-instruct:free is temporarily rate-limited upstream. Please retry shortly, or add your own key","provider_name":"Venice","is_byok":false,"limit_source":"upstream_provider_shared_pool","retry_after_seconds":17,"retry_after_seconds_raw":16.007,"headers":{"Retry-After":"17"}}}}
      """#,
      kind: .throttled, wait: .seconds(17), first: .postpone(.throttled)),
    .refused(
      "S23 a model's own cap", 429,
      #"{"error":{"message":"Rate limit exceeded: limit_rpm/google/gemma-3/0b1c. High demand, limited to 8 requests per minute","code":429,"metadata":{"headers":{"X-RateLimit-Limit":"8","X-RateLimit-Remaining":"0","X-RateLimit-Reset":"1795262430000"},"limit_source":"openrouter_shared_capacity"}}}"#,
      kind: .throttled, wait: .seconds(30), first: .postpone(.throttled)
    ).telling(perSecond: 8.0 / 60),
    .refused(
      "S24 free models a minute", 429,
      #"{"error":{"message":"Rate limit exceeded: free-models-per-min.","code":429,"metadata":{"headers":{"X-RateLimit-Limit":"20","X-RateLimit-Remaining":"0","X-RateLimit-Reset":"1795262412000"}}}}"#,
      kind: .throttled, wait: .seconds(12), first: .postpone(.throttled)
    ).ofFreeModel(isForFreeModels: true).telling(perSecond: 20.0 / 60),
    .refused(
      "S24 by its label alone", 429,
      #"{"error":{"message":"Slow down","code":429,"metadata":{"limit_source":"openrouter_free_tier_per_minute"}}}"#,
      headers: [HTTPHeader("X-RateLimit-Limit", "20")], kind: .throttled,
      first: .postpone(.throttled)
    ).ofFreeModel(isForFreeModels: true).telling(perSecond: 20.0 / 60),
    .refused(
      "S25 free models a day", 429,
      #"{"error":{"message":"Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day","code":429,"metadata":{"headers":{"X-RateLimit-Limit":"50","X-RateLimit-Remaining":"0","X-RateLimit-Reset":"1795305600000"},"limit_source":"openrouter_free_tier_daily"}},"user_id":"user_2abcdefgh"}"#,
      kind: .freeDailyLimit, wait: .seconds(12 * 3600),
      first: .pauseFree(.freeDailyLimit)
    ).ofFreeModel().ending(after: .seconds(12 * 3600)),
    .refused(
      "S25 with more credits", 429,
      #"{"error":{"message":"Rate limit exceeded: free-models-per-day-high-balance.","code":429}}"#,
      kind: .freeDailyLimit, first: .pauseFree(.freeDailyLimit)
    ).ofFreeModel().ending(after: .seconds(12 * 3600)),
    .refused(
      "S25 of a model that does not look free", 429,
      #"{"error":{"message":"Rate limit exceeded: free-models-per-day","code":429}}"#,
      kind: .freeDailyLimit, first: .pauseModel(.freeDailyLimit)
    ).ending(after: .seconds(12 * 3600)),
    .refused(
      "S26 unlabelled", 429, #"{"error":{"message":"Rate limit exceeded","code":429}}"#,
      headers: [
        HTTPHeader("Retry-After", "Sat, 21 Nov 2026 11:00:25 GMT"),
        HTTPHeader("date", "Sat, 21 Nov 2026 11:00:00 GMT"), HTTPHeader("X-RateLimit-Limit", "10"),
      ],
      kind: .throttled, wait: .seconds(25), isAccountWide: true, first: .postpone(.throttled)),
    .refused(
      "S26 with its headers in the body alone", 429,
      #"{"error":{"message":"Rate limit exceeded","code":429,"metadata":{"headers":{"x-ratelimit-limit":"10","X-RateLimit-Remaining":"0","X-RateLimit-Reset":"1795262425000"}}}}"#,
      kind: .throttled, wait: .seconds(25), isAccountWide: true, first: .postpone(.throttled)),
    .refused(
      "S26 a provider's headers in the body", 429,
      #"{"error":{"message":"Provider returned error","code":429,"metadata":{"provider_name":"Venice","headers":{"X-RateLimit-Limit":"10","X-RateLimit-Reset":"1795262425000"}}}}"#,
      kind: .throttled, wait: .seconds(25), first: .postpone(.throttled)),
    .refused(
      "S26 capacity", 429,
      #"{"error":{"message":"At capacity","http_status":429,"availability":{"code":"capacity_exhausted","retryable":true,"retry_after":8}}}"#,
      kind: .throttled, wait: .seconds(8), first: .postpone(.throttled)),
    .refused(
      "S26 inside a 200", 200,
      #"{"id":"gen-2","error":{"message":"Rate limited","code":"429"}}"#,
      kind: .throttled, first: .postpone(.throttled)),
    .refused(
      "S27 the edge, in text", 429, "error code: 1015", kind: .edgeBlocked, wait: .seconds(60),
      isAccountWide: true, first: .postpone(.throttled)),
    .refused(
      "S27 the edge, in HTML", 403, "<!DOCTYPE html><html><title>Attention Required!</title>",
      headers: [HTTPHeader("cf-ray", "8f1")], kind: .edgeBlocked, wait: .seconds(5),
      first: .postpone(.throttled)),
    .refused(
      "S27 the edge, with its own wait", 503, "<html></html>",
      headers: [HTTPHeader("Retry-After", "90")], kind: .edgeBlocked, wait: .seconds(90),
      isAccountWide: true, first: .postpone(.throttled)),
  ]
}
