/// 400, 404, 413 and 422 as they arrive on the wire.
extension Refusal {
  static func unknownModel(_ model: String) -> Refusal {
    error(400, "\(model) is not a valid model ID")
  }

  static func noEndpoints(_ model: String) -> Refusal {
    Refusal(
      status: 404,
      body: """
        {"error":{"message":\(JSON.string("No endpoints found for \(model).").text),"code":404}}
        """)
  }

  static let privacy = Refusal(
    status: 404,
    body:
      #"{"error":{"message":"No endpoints available matching your guardrail restrictions and data policy. Configure: https://openrouter.ai/settings/privacy","code":404}}"#
  )

  static let maxPrice = Refusal(
    status: 404,
    body:
      #"{"error":{"message":"No endpoints found that satisfy the max price for this request.","code":404,"metadata":{"failed_routing_step":"Filter by Max Price"}}}"#
  )

  static let unsupportedParameters = Refusal(
    status: 404,
    body:
      #"{"error":{"message":"No endpoints found that can handle the requested parameters. To learn more about provider routing, visit: https://openrouter.ai/docs/provider-routing","code":404,"metadata":{"failed_routing_step":"Filter by Supported Parameters"}}}"#
  )

  static func contextLength(limit: Int, input: Int, output: Int) -> Refusal {
    error(
      400,
      "This endpoint's maximum context length is \(limit) tokens. However, you requested about \(input + output) tokens (\(input) of text input, \(output) in the output). Please reduce the length of either one, or use the context-compression plugin to compress your prompt automatically."
    )
  }

  static let badRequest = error(400, "'models' array must have 3 items or fewer.")

  static let notJSON = error(400, "Invalid JSON payload")

  static let noMessages = error(
    400, #"Input required: specify "prompt" or "messages""#)

  static let noPrompt = error(400, #"Input required: specify "prompt""#)

  static func outputModalities(_ modalities: [String]) -> Refusal {
    Refusal(
      status: 404,
      body: """
        {"error":{"message":"No endpoints found that support the requested output modalities: \(modalities.joined(separator: ", "))","code":404,"metadata":{"failed_routing_step":"Filter by Model Output Modalities"}}}
        """)
  }

  static let imageUnfinished = error(
    502, "The provider returned no completed image",
    metadata: #"{"error_type":"provider_unavailable"}"#)

  static let schemaDialect = error(
    400, "Provider returned error",
    metadata:
      #"{"raw":"{\n  \"error\": {\n    \"message\": \"Invalid schema for response_format 'rewrite': In context=(), 'additionalProperties' is required to be supplied and to be false.\",\n    \"type\": \"invalid_request_error\",\n    \"param\": \"response_format\",\n    \"code\": null\n  }\n}","provider_name":"OpenAI"}"#
  )

  static let temperatureRefused = error(
    400, "Provider returned error",
    metadata:
      #"{"raw":"{\n  \"error\": {\n    \"message\": \"Unsupported value: 'temperature' does not support 0.4 with this model. Only the default (1) value is supported.\",\n    \"type\": \"invalid_request_error\",\n    \"param\": \"temperature\",\n    \"code\": \"unsupported_value\"\n  }\n}","provider_name":"OpenAI"}"#
  )

  static let bodyTooLarge = error(
    413, "Request body too large", metadata: #"{"error_type":"payload_too_large"}"#)

  static let unprocessable = error(
    422, "Unprocessable Entity", metadata: #"{"error_type":"unprocessable"}"#)

  static let notFound = Refusal(
    status: 404, body: #"{"error":{"message":"Not Found","code":404}}"#)

  static func unknownGeneration(_ id: String) -> Refusal {
    Refusal(
      status: 404,
      body:
        #"{"error":{"message":\#(JSON.string("Generation \(id) not found").text),"code":404}}"#)
  }
}
