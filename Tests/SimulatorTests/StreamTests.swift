import Foundation
import Simulator
import Testing

struct StreamTests {
  private static let expected = ExpectedAnswer.json(
    title: Probe.title, body: Probe.body, model: Probe.model)

  @Test(arguments: [[3, 61, 1021, 16_381], [1], [7], [100_000]], [false, true])
  func `a stream says the same as the plain answer`(pieces: [Int], crlf: Bool) async throws {
    var settings = SimulatorSettings()
    settings.streamPieces = pieces
    settings.streamsCRLF = crlf
    try await Probe.run(settings) { running in
      let answer = try running.chat(Probe.request(stream: true))
      #expect(answer.status == 200)
      #expect(answer.isWhole)
      #expect(answer.headers["content-type"] == "text/event-stream")
      #expect(answer.streamed == Self.expected)
      #expect(answer.text.contains("\r\n") == crlf)
      #expect(answer.text.hasSuffix(crlf ? "data: [DONE]\r\n\r\n" : "data: [DONE]\n\n"))
    }
  }

  @Test func `the role comes first, the finish once, and the usage after it`() async throws {
    try await Probe.run { running in
      let answer = try running.chat(Probe.request(stream: true))
      #expect(answer.text.hasPrefix(": OPENROUTER PROCESSING\n\n"))
      let choices = answer.events.map { ($0["choices"] as? [[String: Any]])?.first ?? [:] }
      #expect((choices.first?["delta"] as? [String: Any])?["content"] as? String == "")
      let finishes = choices.map { $0["finish_reason"] as? String }
      #expect(finishes.firstIndex(of: "stop") == finishes.count - 2)
      #expect(finishes.compactMap(\.self) == ["stop"])
      #expect(answer.events.last?["usage"] != nil)
      #expect(choices.last?["finish_reason"] is NSNull)
      #expect(answer.events.dropLast().allSatisfy { $0["usage"] == nil })
      #expect(Set(answer.events.compactMap { $0["id"] as? String }).count == 1)
    }
  }

  @Test func `pieces end inside characters and lines`() async throws {
    var settings = SimulatorSettings()
    settings.streamPieces = [5]
    try await Probe.run(settings) { running in
      let answer = try running.chat(Probe.request(stream: true))
      let isContinuation: (UInt8) -> Bool = { $0 & 0xC0 == 0x80 }
      #expect(answer.chunks.contains { $0.first.map(isContinuation) == true })
      #expect(answer.chunks.count(where: { $0.last == 0x0A }) < answer.chunks.count / 2)
    }
  }

  @Test func `an error arrives as an event in the middle`() async throws {
    try await Probe.run(.faults(FaultRule(.streamError))) { running in
      let answer = try running.chat(Probe.request(stream: true))
      #expect(answer.status == 200)
      #expect(!answer.streamed.isEmpty)
      #expect(answer.streamed.utf8.count < Self.expected.utf8.count)
      let error = answer.events.last?["error"] as? [String: Any]
      #expect(error?["code"] as? Int == 504)
      #expect(!answer.text.contains("[DONE]"))
      #expect(running.simulator.spent == .zero)
      let plain = try running.chat()
      #expect(plain.status == 200)
      #expect(plain.error["code"] as? Int == 502)
      #expect(plain.object["choices"] == nil)
    }
  }

  @Test(arguments: [
    (Fault.finishError, "error"), (.truncated, "length"), (.reasoningAteBudget, "length"),
    (.contentFilter, "content_filter"), (.empty, "stop"),
  ])
  func `a spoilt finish shows in the stream`(fault: Fault, finish: String) async throws {
    try await Probe.run(.faults(FaultRule(fault))) { running in
      let answer = try running.chat(Probe.request(stream: true))
      let finishes = answer.events.compactMap {
        ($0["choices"] as? [[String: Any]])?.first?["finish_reason"] as? String
      }
      #expect(finishes == [finish])
      #expect(answer.streamed != Self.expected)
    }
  }
}
