import Foundation
import Testing

@testable import Simulator

struct FaultScriptTests {
  private func request(_ text: String = "an article", model: String = "a/b") -> ChatRequest {
    ChatRequest(
      model: model, stream: false, maxTokens: nil, texts: ["system", text], title: "", body: text,
      schema: nil)
  }

  private func faults(_ rules: [FaultRule], seed: UInt64 = 1, count: Int = 1000) -> [Fault?] {
    var script = FaultScript(rules, seed: seed)
    return (1...count).map { script.fault(for: request(), number: $0) }
  }

  @Test func `a share falls on about as many requests, and on the same ones again`() {
    let rules = [FaultRule(.prose, share: 0.03)]
    let first = faults(rules, count: 10_000)
    #expect((250...350).contains(first.count { $0 == .prose }))
    #expect(first == faults(rules, count: 10_000))
    #expect(first != faults(rules, seed: 2, count: 10_000))
  }

  @Test func `equal shares fall apart`() {
    let all = faults([FaultRule(.prose, share: 0.5), FaultRule(.empty, share: 0.5)])
    #expect((420...580).contains(all.count { $0 == .prose }))
    #expect((180...320).contains(all.count { $0 == .empty }))
    #expect((180...320).contains(all.count { $0 == nil }))
  }

  @Test func `the first rule that applies decides`() {
    let all = faults([FaultRule(.prose, requests: 3...4), FaultRule(.empty)], count: 5)
    #expect(all == [.empty, .empty, .prose, .prose, .empty])
  }

  @Test func `a rule ends after so many times`() {
    #expect(faults([FaultRule(.prose, times: 2)], count: 4) == [.prose, .prose, nil, nil])
  }

  @Test func `a rule for an article counts only its requests`() {
    var script = FaultScript([FaultRule(.prose, article: "Käse", times: 1)], seed: 1)
    #expect(script.fault(for: request("Brot"), number: 1) == nil)
    #expect(script.fault(for: request("Mit Käse\r\n"), number: 2) == .prose)
    #expect(script.fault(for: request("Mit Käse\r\n"), number: 3) == nil)
  }

  @Test func `a rule for a model leaves the others alone`() {
    var script = FaultScript([FaultRule(.prose, model: "a/b")], seed: 1)
    #expect(script.fault(for: request(model: "a/b"), number: 1) == .prose)
    #expect(script.fault(for: request(model: "c/d"), number: 2) == nil)
  }

  @Test(arguments: [
    (#"[{"fault":"slow:5","share":0.5,"requests":[3,4],"article":"x","model":"m","times":2}]"#, 1),
    ("[]", 0), (#"[{"fault":"prose"},{"fault":"empty"}]"#, 2),
  ])
  func `rules are read from JSON`(text: String, count: Int) {
    #expect(FaultRule.read(Data(text.utf8))?.count == count)
  }

  @Test(arguments: ["", "{}", #"[{"fault":"nope"}]"#, #"[{"fault":"prose","requests":[4,3]}]"#])
  func `rules that cannot be read are refused`(text: String) {
    #expect(FaultRule.read(Data(text.utf8)) == nil)
  }
}
