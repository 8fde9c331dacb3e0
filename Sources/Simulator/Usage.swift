/// The `usage` object of an answer.
struct Usage: Sendable {
  var promptTokens: Int
  var completionTokens: Int
  var reasoningTokens = 0
  var cost: Picodollars

  static let zero = Usage(promptTokens: 0, completionTokens: 0, cost: .zero)

  var json: JSON {
    [
      "prompt_tokens": JSON(promptTokens),
      "completion_tokens": JSON(completionTokens),
      "total_tokens": JSON(promptTokens + completionTokens),
      "cost": .number(cost.usd),
      "is_byok": false,
      "prompt_tokens_details": ["cached_tokens": 0, "audio_tokens": 0],
      "cost_details": ["upstream_inference_cost": nil],
      "completion_tokens_details": [
        "reasoning_tokens": JSON(reasoningTokens), "image_tokens": 0,
      ],
    ]
  }
}
