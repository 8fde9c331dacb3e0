import BatchCore
import Testing

/// Which part of a request a 404 of routing names (S15 to S17); what names none teaches nothing.
struct ConstraintTests {
  private func constraint(_ error: String) throws -> Constraint? {
    let body = #"{"error":{"code":404,\#(error)}}"#
    let response = HTTPResponse(status: 404, headers: [], body: Array(body.utf8))
    let reading = Reading.of(
      Exchange(response: response, failure: nil, duration: .zero), expecting: .text,
      model: "a/b", now: Scenario.noon)
    guard case .failed(let failure, let circumstance) = reading.outcome else { return nil }
    #expect(failure.kind == .noEndpoints)
    return circumstance.constraint
  }

  @Test(arguments: [
    #""message":"No endpoints found for qwen/qwen3-json-thinking.""#,
    #""message":"No endpoints found for a/b.","availability":{"code":"no_endpoints"}"#,
    #""message":"a/b is deprecated","availability":{"code":"model_deprecated"}"#,
    #""message":"The free model is over","availability":{"code":"free_variant_ended"}"#,
    #""message":"No endpoints found that support tool use.""#,
    #""message":"No endpoints found that support image input""#,
    #""message":"No endpoints found that match the max price""#,
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
}
