import Foundation

/// 401, 402 and 403 as they arrive on the wire.
extension Refusal {
  static let missingKey = Refusal(
    status: 401, body: #"{"error":{"message":"No auth credentials found","code":401}}"#)

  static let badKey = Refusal(
    status: 401, body: #"{"error":{"message":"User not found.","code":401}}"#)

  static let upstreamKey = error(
    401, "Provider returned error",
    metadata:
      #"{"raw":"{\"error\":{\"message\":\"Incorrect API key provided\",\"type\":\"invalid_request_error\"}}\n","provider_name":"Together","is_byok":false}"#
  )

  static let insufficientCredits = error(
    402,
    "Insufficient credits. Add more using https://openrouter.ai/settings/credits",
    metadata: #"{"limit_source":"openrouter_credits","error_type":"payment_required"}"#)

  static func cannotAfford(asked: Int, tokens: Int) -> Refusal {
    error(
      402,
      "This request requires more credits, or fewer max_tokens. You requested up to \(asked) tokens, but can only afford \(tokens). To increase, visit https://openrouter.ai/settings/credits and upgrade to a paid account"
    )
  }

  static func promptTooDear(tokens: Int) -> Refusal {
    error(
      402,
      "Prompt tokens limit exceeded: \(tokens) > \(tokens / 2). To increase, visit https://openrouter.ai/settings/credits and upgrade to a paid account"
    )
  }

  static func inFlightBudget(retryAfter: Int) -> Refusal {
    error(
      402, "Too many requests are in flight for your current balance. Retry shortly.",
      metadata:
        #"{"reason":"in_flight_budget_exhausted","limit_source":"openrouter_in_flight_budget","error_type":"payment_required"}"#,
      headers: [("Retry-After", String(retryAfter))])
  }

  static let weightExceedsBudget = error(
    402, "This request's estimated cost exceeds your in-flight budget.",
    metadata:
      #"{"reason":"weight_exceeds_budget","limit_source":"openrouter_credits","error_type":"payment_required"}"#
  )

  static let keyLimit = Refusal(
    status: 403,
    body:
      #"{"error":{"message":"Key limit exceeded (total limit). Manage it using https://openrouter.ai/settings/keys","code":403}}"#
  )

  static let keyLimitPayment = error(
    402, "Key limit exceeded. Manage it using https://openrouter.ai/settings/keys",
    metadata: #"{"limit_source":"openrouter_key_limit","error_type":"payment_required"}"#)

  /// A budget that starts anew in a fortnight.
  static func workspaceBudget(now: Date) -> Refusal {
    let resets = now.addingTimeInterval(14 * 86_400).ISO8601Format()
    return error(
      403, "Workspace monthly budget of $500.00 exceeded. Contact your org admin.",
      metadata:
        #"{"limit_source":"openrouter_workspace_budget","limit_usd":500,"spend_usd":500.12,"resets_at":"\#(resets)"}"#
    )
  }

  static func moderated(model: String) -> Refusal {
    error(
      403,
      "\(model) requires moderation on OpenRouter. Your input was flagged for \"violence/graphic\". No credits were charged.",
      metadata: """
        {"reasons":["violence/graphic"],"flagged_input":"The article says that the blow...",\
        "provider_name":"OpenAI","model_slug":\(JSON.string(model).text)}
        """)
  }

  static let guardrail = error(
    403, "Request blocked: prompt matched a content filter", metadata: #"{"patterns":["EMAIL"]}"#)

  static let providerPolicy = error(
    403, "The request is prohibited due to a violation of provider Terms Of Service.",
    metadata: #"{"provider_name":null}"#)

  static let managementOnly = Refusal(
    status: 403,
    body: #"{"error":{"message":"Only management keys can perform this operation","code":403}}"#)
}
