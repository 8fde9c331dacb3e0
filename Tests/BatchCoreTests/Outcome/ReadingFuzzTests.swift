import BatchCore
import Testing

@Suite struct ReadingFuzzTests {
  /// SplitMix64, so that a failure can be seen again.
  struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `no damaged body crashes the reader or passes for an answer off the schema`(
    seed: UInt64
  ) throws {
    var chance = Chance(state: seed)
    let bodies = Scenario.all.compactMap { $0.exchange.response }
    for _ in 0..<600 {
      guard var response = bodies.randomElement(using: &chance) else { continue }
      for _ in 0..<Int.random(in: 1...4, using: &chance) { damage(&response.body, &chance) }
      if Bool.random(using: &chance) { response.status = 200 }
      let failure: TransportFailure? = Bool.random(using: &chance) ? .cut : nil
      let reading = Reading.of(
        Exchange(response: response, failure: failure), expecting: .json(.article), model: "a/b",
        now: Scenario.noon)
      guard case .answered(let answer) = reading.outcome else { continue }
      let value = try JSONReader.document(Array(answer.output.utf8)[...])
      #expect(SchemaCheck.violations(of: value, against: JSONSchema.article.root).isEmpty)
      #expect(try JSONValue(parsing: Array(answer.output.utf8)) == value)
    }
  }

  private func damage(_ body: inout [UInt8], _ chance: inout Chance) {
    guard !body.isEmpty else { return }
    let start = Int.random(in: 0..<body.count, using: &chance)
    let end = min(body.count, start + Int.random(in: 1...12, using: &chance))
    switch Int.random(in: 0..<6, using: &chance) {
    case 0: body[start] = UInt8.random(in: 0...255, using: &chance)
    case 1: body.removeSubrange(start..<end)
    case 2: body.insert(contentsOf: body[start..<end], at: start)
    case 3: body.removeSubrange(start...)
    case 4: body.swapAt(start, Int.random(in: 0..<body.count, using: &chance))
    default:
      let marks = Array("{}[]\",:\\'\n/*0e-".utf8)
      body.insert(marks.randomElement(using: &chance) ?? 0, at: start)
    }
  }
}
