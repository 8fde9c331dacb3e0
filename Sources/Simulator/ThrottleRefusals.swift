import Foundation

/// 429 as it arrives on the wire.
extension Refusal {
  /// A provider's shared pool is busy; `now` dates the absolute forms of the hint.
  ///
  /// - Parameter raw: what the provider said.
  static func rateLimited(
    _ model: String, hint: RetryHint, seconds: Double, now: Date, raw: String? = nil
  ) -> Refusal {
    let whole = Int(seconds.rounded(.up))
    let reset = Int((now.timeIntervalSince1970 + seconds) * 1000)
    let raw =
      raw
      ?? "\(model) is temporarily rate-limited upstream. Please retry shortly, or add your own key to accumulate your rate limits: https://openrouter.ai/settings/integrations"
    var metadata = """
      "raw":\(JSON.string(raw).text),"provider_name":"DeepInfra","is_byok":false,\
      "limit_source":"upstream_provider_shared_pool","error_type":"rate_limit_exceeded"
      """
    var sibling = ""
    var headers: [(name: String, value: String)] = []
    switch hint {
    case .none: break
    case .retryAfter: headers = [("Retry-After", String(whole))]
    case .retryAfterFraction: headers = [("Retry-After", String(seconds))]
    case .retryAfterDate:
      headers = [("Retry-After", httpDate(now.addingTimeInterval(Double(whole))))]
    case .resetHeader:
      headers = [
        ("X-RateLimit-Limit", "20"), ("X-RateLimit-Remaining", "0"),
        ("X-RateLimit-Reset", String(reset)),
      ]
    case .metadataHeaders:
      metadata += """
        ,"headers":{"X-RateLimit-Limit":"20","X-RateLimit-Remaining":"0",\
        "X-RateLimit-Reset":"\(reset)"}
        """
    case .metadataSeconds:
      metadata += #","retry_after_seconds":\#(whole),"retry_after_seconds_raw":\#(seconds)"#
    case .availability:
      sibling = """
        ,"availability":{"code":"capacity_exhausted","retryable":true,"retry_after":\(whole),\
        "requested_models":[\(JSON.string(model).text)],\
        "docs_url":"https://openrouter.ai/docs/errors"}
        """
    }
    return Refusal(
      status: 429,
      body: """
        {"error":{"message":"Provider returned error","code":429,"metadata":{\(metadata)}\(sibling)},\
        "user_id":"user_2simulator"}
        """,
      headers: headers)
  }

  /// A provider's limit on tokens is used up, said as OpenAI says it.
  static func tokensUsedUp(
    _ request: ChatRequest, _ limit: TokenLimit, seconds: Double, now: Date
  ) -> Refusal {
    let figures =
      limit.namesFigure
      ? ": Limit \(Int(limit.perMinute)), Requested \(request.promptTokens)" : ""
    return rateLimited(
      request.model, hint: limit.hint, seconds: seconds, now: now,
      raw: "Rate limit reached for \(request.model) on tokens per min (TPM)\(figures).")
  }

  static func modelPerMinute(_ model: String, now: Date) -> Refusal {
    platform(
      "Rate limit exceeded: limit_rpm/\(model)/8c9bd6a2-0f3c-4c0e-9f0e-6d3b6b2f4d11. High demand for \(model) on OpenRouter - limited to 8 requests per minute. Please retry shortly.",
      limit: 8, source: "openrouter_shared_capacity", reset: nextMinute(after: now))
  }

  static func freePerMinute(now: Date) -> Refusal {
    platform(
      "Rate limit exceeded: free-models-per-min. ", limit: 20,
      source: "openrouter_free_tier_per_minute", reset: nextMinute(after: now))
  }

  static func freeDaily(now: Date) -> Refusal {
    let day = (now.timeIntervalSince1970 / 86_400).rounded(.down) + 1
    return platform(
      "Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day",
      limit: 50, source: "openrouter_free_tier_daily", reset: Int(day * 86_400_000))
  }

  private static func platform(
    _ message: String, limit: Int, source: String, reset: Int
  ) -> Refusal {
    error(
      429, message,
      metadata: """
        {"headers":{"X-RateLimit-Limit":"\(limit)","X-RateLimit-Remaining":"0",\
        "X-RateLimit-Reset":"\(reset)"},"limit_source":"\(source)"}
        """)
  }

  private static func nextMinute(after now: Date) -> Int {
    Int((now.timeIntervalSince1970 / 60).rounded(.down) + 1) * 60_000
  }

  /// RFC 9110 5.6.7, IMF-fixdate.
  static func httpDate(_ date: Date) -> String {
    var time = time_t(date.timeIntervalSince1970)
    var parts = tm()
    gmtime_r(&time, &parts)
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    func two(_ value: Int32) -> String { (value < 10 ? "0" : "") + String(value) }
    return "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) "
      + "\(parts.tm_year + 1900) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
  }
}
