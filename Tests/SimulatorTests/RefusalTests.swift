import Foundation
import Simulator
import Testing

struct RefusalTests {
  /// What each fault shows on the wire: status, and a text that identifies its body.
  static let wire: [(Fault, Int, String)] = [
    (.badKey, 401, "User not found."),
    (.upstreamKey, 401, #""provider_name":"Together""#),
    (.insufficientCredits, 402, "Insufficient credits."),
    (.cannotAfford(tokens: 512), 402, "but can only afford 512."),
    (.promptTooDear, 402, "Prompt tokens limit exceeded:"),
    (.inFlightBudget(retryAfter: 20), 402, #""reason":"in_flight_budget_exhausted""#),
    (.weightExceedsBudget, 402, #""reason":"weight_exceeds_budget""#),
    (.keyLimit, 403, "Key limit exceeded (total limit)."),
    (.keyLimitPayment, 402, #""limit_source":"openrouter_key_limit""#),
    (.workspaceBudget, 403, "Workspace monthly budget of $500.00 exceeded."),
    (.moderated, 403, #""reasons":["violence/graphic"],"flagged_input":"#),
    (.guardrail, 403, #""patterns":["EMAIL"]"#),
    (.providerPolicy, 403, "violation of provider Terms Of Service."),
    (.unknownModel, 400, "is not a valid model ID"),
    (.noEndpoints, 404, "No endpoints found for openai/gpt-4o-mini."),
    (.privacy, 404, "data policy."),
    (.unsupportedParameters, 404, "can handle the requested parameters."),
    (.contextLength, 400, "maximum context length is 128000 tokens."),
    (.badRequest, 400, "'models' array must have 3 items or fewer."),
    (.schemaDialect, 400, "Invalid schema for response_format"),
    (.temperatureRefused, 400, "does not support 0.4"),
    (.bodyTooLarge, 413, #""error_type":"payload_too_large""#),
    (.unprocessable, 422, #""error_type":"unprocessable""#),
    (.modelPerMinute, 429, "limited to 8 requests per minute."),
    (.freePerMinute, 429, "free-models-per-min"),
    (.freeDaily, 429, #""limit_source":"openrouter_free_tier_daily""#),
    (.internalError, 500, "Internal Server Error"),
    (.badGateway(.text), 502, #""raw":"Network connection lost.""#),
    (.badGateway(.json), 502, #""raw":"{\"error\":"#),
    (.badGateway(.object), 502, #""raw":{"__kind":"OK""#),
    (.overloaded(retryAfter: nil), 503, #""error_type":"provider_overloaded""#),
    (.requestTimeout, 408, "Operation timed out."),
    (.gatewayTimeout, 504, #""error_type":"timeout""#),
    (.edgeTimeout, 524, "Request timed out."),
    (.providerOverloaded, 529, "Overloaded"),
    (.nestedError, 402, #"{"error":{"error":{"#),
    (.errorInside(code: 500), 200, #"{"error":{"message":"Internal Server Error","code":500}"#),
  ]

  @Test(arguments: wire)
  func `a refusal arrives as it does on the wire`(fault: Fault, status: Int, text: String)
    async throws
  {
    try await Probe.run(.faults(FaultRule(fault))) { running in
      let answer = try running.chat()
      #expect(answer.status == status)
      #expect(answer.isWhole)
      #expect(answer.text.contains(text), "\(answer.text)")
      #expect(!answer.error.isEmpty)
      #expect(running.simulator.spent == .zero)
      #expect(running.simulator.ledger.rows.map(\.verdict) == [fault.name])
      #expect(running.simulator.ledger.rows.map(\.status) == [status])
    }
  }

  @Test(arguments: [
    (Fault.cloudflare(status: 403), 403, "text/html"), (.cloudflare(status: 429), 429, "text/html"),
    (.cloudflare(status: 503), 503, "text/html"), (.htmlError(status: 502), 502, "text/html"),
    (.plainError(status: 504), 504, "text/plain"), (.emptyError(status: 500), 500, "text/plain"),
  ])
  func `the edge answers without JSON`(fault: Fault, status: Int, type: String) async throws {
    try await Probe.run(.faults(FaultRule(fault))) { running in
      let answer = try running.chat(Probe.request(stream: true))
      #expect(answer.status == status)
      #expect(answer.headers["content-type"]?.hasPrefix(type) == true)
      #expect(answer.object.isEmpty)
      #expect(answer.text.isEmpty == (fault == .emptyError(status: 500)))
      #expect(answer.headers["cf-ray"] != nil)
    }
  }

  @Test func `hints stand in the header where they belong`() async throws {
    try await Probe.run(
      .faults(
        FaultRule(.inFlightBudget(retryAfter: 20), requests: 1...1),
        FaultRule(.overloaded(retryAfter: 7), requests: 2...2),
        FaultRule(.overloaded(retryAfter: nil), requests: 3...3))
    ) { running in
      let hints = try (0..<3).map { _ in try running.chat().headers["retry-after"] }
      #expect(hints == ["20", "7", nil])
    }
  }

  @Test(arguments: [
    (String?.none, 401, "No auth credentials found"), ("nonsense", 401, "User not found."),
    ("sk-or-test", 200, ""),
  ])
  func `keys are checked`(key: String?, status: Int, message: String) async throws {
    try await Probe.run { running in
      let answer = try running.chat(key: key)
      #expect(answer.status == status)
      #expect(answer.errorMessage == message)
    }
  }

  @Test func `only the keys named are let in`() async throws {
    var settings = SimulatorSettings()
    settings.validKeys = ["sk-or-a"]
    try await Probe.run(settings) { running throws in
      #expect(try running.chat(key: "sk-or-a").status == 200)
      #expect(try running.chat(key: "sk-or-b").status == 401)
    }
  }
}
