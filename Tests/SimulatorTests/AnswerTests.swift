import Foundation
import Testing

@testable import Simulator

struct AnswerTests {
  @Test func `a plain answer follows from the article and its model`() async throws {
    try await Probe.run { running in
      let answer = try running.chat()
      #expect(answer.statusLine == "HTTP/1.1 200 OK")
      #expect(answer.isWhole)
      #expect(answer.headers["content-type"] == "application/json")
      #expect(answer.headers["x-generation-id"] == answer.object["id"] as? String)
      #expect(answer.headers["cf-ray"]?.hasSuffix("-FRA") == true)
      #expect(
        answer.content
          == ExpectedAnswer.json(title: Probe.title, body: Probe.body, model: Probe.model))
      #expect(answer.finish == "stop")
      #expect(answer.object["model"] as? String == Probe.model)
      #expect(answer.object["provider"] as? String == "OpenAI")
    }
  }

  @Test func `text is answered where no JSON is asked for`() async throws {
    try await Probe.run { running in
      let answer = try running.chat(Probe.request(format: nil))
      #expect(answer.content == ExpectedAnswer.body(Probe.body, model: Probe.model))
      let asked = try running.chat(
        Probe.request(format: nil).replacing("Rewrite this.", with: "Answer as JSON."))
      #expect(
        asked.content
          == ExpectedAnswer.json(title: Probe.title, body: Probe.body, model: Probe.model))
    }
  }

  @Test func `an article that speaks of JSON does not ask for it`() async throws {
    try await Probe.run { running in
      let answer = try running.chat(Probe.request(body: "About JSON.", format: nil))
      #expect(answer.content == ExpectedAnswer.body("About JSON.", model: Probe.model))
    }
  }

  @Test func `a message in parts is read as one text`() async throws {
    try await Probe.run { running in
      let answer = try running.chat(
        """
        {"model":"\(Probe.model)","messages":[{"role":"user","content":[
        {"type":"text","text":"<title>A</title><body>x"},{"type":"text","text":"y</body>"}]}]}
        """)
      #expect(answer.content == ExpectedAnswer.body("xy", model: Probe.model))
    }
  }

  @Test func `a large article comes back whole`() async throws {
    let body = String(repeating: "Ein Absatz mit Umlauten äöü und 漢字.\r\n\r\n", count: 8000)
    try await Probe.run { running in
      let answer = try running.chat(Probe.request(body: body, maxTokens: 1000))
      // Compared outside the macro, which would print both texts.
      let isExpected =
        answer.content == ExpectedAnswer.json(title: Probe.title, body: body, model: Probe.model)
      #expect(isExpected)
      #expect(answer.isWhole)
    }
  }

  @Test func `tokens are counted in pieces of words and priced by the model`() async throws {
    try await Probe.run { running in
      let answer = try running.chat(
        #"{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Eight tokens, around a message."}]}"#
      )
      let completion = WordPieces.count(in: answer.content)
      #expect(answer.usage["prompt_tokens"] as? Int == 17)
      #expect(answer.usage["completion_tokens"] as? Int == completion)
      #expect(running.simulator.spent.count == 17 * 150_000 + completion * 600_000)
      #expect(answer.text.contains("\"cost\":\(running.simulator.spent.usd)"))
    }
  }

  @Test func `max tokens cut the answer only where the settings say so`() async throws {
    var settings = SimulatorSettings()
    settings.honoursMaxTokens = true
    try await Probe.run(settings) { running in
      let answer = try running.chat(Probe.request(maxTokens: 5))
      #expect(answer.finish == "length")
      #expect(answer.content.utf8.count <= 20)
      #expect(try running.chat(Probe.request(maxTokens: 500)).finish == "stop")
    }
    try await Probe.run { running throws in
      #expect(try running.chat(Probe.request(maxTokens: 5)).finish == "stop")
    }
  }

  @Test(arguments: [
    ("{", 400, "Invalid JSON payload"),
    (#"{"model":"openai/gpt-4o-mini"}"#, 400, #"Input required: specify "prompt" or "messages""#),
    (Probe.request(model: "gpt-5"), 400, "gpt-5 is not a valid model ID"),
    (
      Probe.request(maxTokens: 128_000), 400,
      "This endpoint's maximum context length is 128000 tokens."
    ),
  ])
  func `a request that cannot be served is refused`(body: String, status: Int, message: String)
    async throws
  {
    try await Probe.run { running in
      let answer = try running.chat(body)
      #expect(answer.status == status)
      #expect(answer.errorMessage.hasPrefix(message))
      #expect(running.simulator.spent == .zero)
    }
  }

  @Test func `one connection serves many requests`() async throws {
    try await Probe.run { running in
      let connection = try running.connection
      for _ in 0..<50 {
        connection.send("POST", "/api/v1/chat/completions", body: Probe.request())
        #expect(connection.receive().status == 200)
      }
      #expect(running.simulator.ledger.rows.count == 50)
    }
  }
}
