import BatchCore
import Testing

/// Which part of a request a 404 of routing names (S15 to S17); what names none teaches nothing.
struct ConstraintTests {
  private func constraint(_ error: String) throws -> Constraint? {
    try refusal(error)?.circumstance.constraint
  }

  private func refusal(_ error: String) throws -> (failure: Failure, circumstance: Circumstance)? {
    let body = #"{"error":{"code":404,\#(error)}}"#
    let response = HTTPResponse(status: 404, headers: [], body: Array(body.utf8))
    let reading = Reading.of(
      Exchange(response: response, failure: nil, duration: .zero), expecting: .text,
      model: "a/b", now: Scenario.noon)
    guard case .failed(let failure, let circumstance) = reading.outcome else { return nil }
    #expect(failure.kind == .noEndpoints)
    return (failure, circumstance)
  }

  @Test(arguments: [
    #""message":"No endpoints found for qwen/qwen3-json-thinking.""#,
    #""message":"No endpoints found for a/b.","availability":{"code":"no_endpoints"}"#,
    #""message":"a/b is deprecated","availability":{"code":"model_deprecated"}"#,
    #""message":"The free model is over","availability":{"code":"free_variant_ended"}"#,
    #""message":"No endpoints found that support tool use.""#,
    #""message":"No endpoints found that support image input""#,
    #""message":"No endpoints found that match the max price""#,
    #""message":"Filtered","availability":{"code":"constraint_filtered","constraint":{"field":"max_price"}}"#,
    #""message":"No endpoints found for a/b: see openrouter.ai/docs/json_schema""#,
  ])
  func `a model without a provider names nothing to drop`(error: String) throws {
    #expect(try constraint(error) == nil)
  }

  @Test(
    arguments: [
      (
        #""message":"No endpoints found that can handle the requested parameters.""#,
        .parameters([])
      ),
      (
        #""message":"No endpoints of qwen/qwen3-thinking can handle the requested parameters: see https://openrouter.ai/docs/structured-outputs""#,
        .parameters([])
      ),
      (
        #""message":"No endpoints found that handle the requested parameters: response_format""#,
        .parameters([Constraint.format])
      ),
      (
        #""message":"No endpoints found for a/b-thinking.","availability":{"code":"constraint_filtered","constraint":{"field":"temperature"}}"#,
        .parameters(["temperature"])
      ),
      (
        #""message":"No endpoints found matching your data policy. See https://openrouter.ai/settings/privacy""#,
        .strictness
      ),
      (
        #""message":"No allowed providers are available for the selected model.""#,
        .providers
      ),
    ] as [(String, Constraint)])
  func `what is named is what is dropped`(error: String, expected: Constraint) throws {
    #expect(try constraint(error) == expected)
  }

  /// What a 404 names, and what its remedy has to name.
  static let remedies: [(error: String, words: [String])] = [
    (
      #""message":"No endpoints found that satisfy the max price for this request.","metadata":{"failed_routing_step":"Filter by Max Price"}"#,
      ["price limit", "settings/presets", "cheaper model"]
    ),
    (
      #""message":"Filtered","availability":{"code":"constraint_filtered","constraint":{"field":"max_price"}}"#,
      ["price limit"]
    ),
    (
      #""message":"No endpoints found that support image input""#,
      ["reads images", "input_modalities=image"]
    ),
    (
      #""message":"No endpoints found that support the requested output modalities: image, text","metadata":{"failed_routing_step":"Filter by Model Output Modalities"}"#,
      ["output_modalities=image", "that writes"]
    ),
    (
      #""message":"No endpoints found that support tool use. Try disabling \"search\"""#,
      ["tools", "supported_parameters=tools"]
    ),
    (
      #""message":"No endpoints found that support the provided 'tool_choice' value""#, ["tools"]
    ),
    (
      #""message":"No allowed providers are available for the selected model.""#,
      ["allows no provider", "settings/privacy"]
    ),
    (
      #""message":"No endpoints found matching your data policy (Free model training)""#,
      ["privacy settings", "settings/privacy"]
    ),
    (
      #""message":"Nobody is left.","availability":{"code":"privacy_restricted"}"#,
      ["privacy settings", "settings/privacy"]
    ),
    (
      #""message":"No endpoints found that can handle the requested parameters.""#,
      ["optional words of the request block", "job file"]
    ),
    (
      #""message":"Filtered","availability":{"code":"constraint_filtered","constraint":{"field":"temperature"}}"#,
      ["remove request.temperature"]
    ),
    (
      #""message":"No endpoints handle the requested parameters: image_config""#,
      ["remove request.aspectRatio"]
    ),
    (
      #""message":"No endpoints handle the requested parameters: response_format""#,
      ["JSON schema", "supported_parameters=structured_outputs"]
    ),
    (
      #""message":"No endpoints found that satisfy the max price","availability":{"fallback_models":["a/c"]}"#,
      ["OpenRouter proposes a/c.", "price limit"]
    ),
    (#""message":"No endpoints found for a/b.""#, [FailureKind.noEndpoints.remedy]),
  ]

  @Test(arguments: remedies)
  func `a remedy says what to relax`(error: String, words: [String]) throws {
    let remedy = try #require(try refusal(error)).failure.remedy
    for word in words { #expect(remedy.contains(word), "\(remedy)") }
    #expect(remedy.hasSuffix(".") && !remedy.contains("\n") && !remedy.contains("  "))
  }

  @Test func `where nothing can be given up the pause says what to relax`() throws {
    for (error, words) in Self.remedies {
      let (failure, circumstance) = try #require(try refusal(error))
      let decision = Decision.about(
        .failed(failure, circumstance),
        in: .example(ladder: ["a/b"], tries: 3, attempts: 4))
      guard case .pause(_, let pause) = decision else {
        Issue.record("\(error): \(decision)")
        continue
      }
      for word in words { #expect(pause.remedy.contains(word), "\(pause.remedy)") }
    }
  }
}
