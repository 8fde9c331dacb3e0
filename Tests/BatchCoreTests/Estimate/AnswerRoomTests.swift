import BatchCore
import Testing

@Suite struct AnswerRoomTests {
  struct Row: Sendable {
    var wish: RequestParameters.MaxTokens = .auto
    var answer = 1000
    var prompt = 1500
    var adjusted: Int?
    var times = 1
    var reasoning = 0
    var isTight = false
    var affordable: Int?
    var context = 128_000
    var most: Int? = 16_384
    let room: AnswerRoom
  }

  @Test(arguments: [
    Row(room: .tokens(1500)),
    Row(answer: 10, room: .tokens(512)),
    Row(answer: 0, room: .tokens(512)),
    Row(answer: 14_000, room: .tokens(16_384)),
    Row(answer: 16_384, room: .tokens(16_384)),
    Row(answer: 16_385, room: .tooLong(needed: 16_385, limit: 16_384)),
    Row(answer: 100_000, prompt: 28_000, most: nil, room: .tokens(100_000)),
    Row(
      answer: 100_001, prompt: 28_000, most: nil, room: .tooLong(needed: 100_001, limit: 100_000)),
    Row(prompt: 130_000, room: .tooLong(needed: 1000, limit: 0)),
    Row(answer: 0, prompt: 128_000, room: .tooLong(needed: 16, limit: 0)),
    Row(most: 131_072, room: .tokens(1500)),
    // A model that turned out to need more is given what there is.
    Row(times: 3, room: .tokens(4500)),
    Row(wish: .fixed(2000), times: 3, room: .tokens(6000)),
    Row(times: 30, room: .tokens(16_384)),
    Row(times: .max, room: .tokens(16_384)),
    Row(adjusted: 3000, times: 3, room: .tokens(3000)),
    // Where the balance is too small for many rooms at once.
    Row(isTight: true, room: .tokens(1125)),
    Row(affordable: 1200, room: .tokens(1200)), Row(affordable: 1000, room: .tokens(1000)),
    // Less would cut the answer off.
    Row(affordable: 999, room: .tokens(1500)), Row(affordable: 9000, room: .tokens(1500)),
    Row(isTight: true, affordable: 1100, room: .tokens(1100)),
    Row(answer: 10, affordable: 400, room: .tokens(512)),
    Row(wish: .fixed(2000), affordable: 1200, room: .tokens(2000)),
    Row(adjusted: 3000, affordable: 2000, room: .tokens(3000)),
    Row(answer: 10, isTight: true, room: .tokens(512)),
    Row(wish: .fixed(2000), isTight: true, room: .tokens(2000)),
    Row(adjusted: 3000, isTight: true, room: .tokens(3000)),
    // Thinking takes its share on top.
    Row(reasoning: 50, room: .tokens(3000)),
    Row(answer: 800, reasoning: 95, room: .tokens(16_384)),
    Row(answer: 1000, reasoning: 95, most: 10_000, room: .tokens(10_000)),
    Row(answer: 1000, reasoning: 95, most: 999, room: .tooLong(needed: 1000, limit: 999)),
    // A size of the job's own is taken as it is.
    Row(wish: .fixed(2000), answer: 50_000, room: .tokens(2000)),
    Row(wish: .fixed(100_000), room: .tokens(16_384)),
    Row(wish: .fixed(2000), prompt: 127_000, room: .tokens(1000)),
    Row(wish: .fixed(2000), prompt: 127_900, room: .tooLong(needed: 512, limit: 100)),
    Row(wish: .fixed(16), prompt: 127_900, room: .tokens(16)),
    // A decision's size goes before the job's.
    Row(adjusted: 400, room: .tokens(400)),
    Row(adjusted: 4, room: .tokens(16)),
    Row(wish: .fixed(2000), adjusted: 40_000, room: .tokens(16_384)),
  ])
  func `the room is what the answer needs and the model has`(row: Row) {
    let card = ModelCard(id: "a/b", contextLength: row.context, maxCompletionTokens: row.most)
    let room = AnswerRoom.size(
      for: row.wish, answer: row.answer, prompt: row.prompt, adjusted: row.adjusted,
      times: row.times,
      reasoning: row.reasoning,
      thrift: Thrift(
        isTight: row.isTight,
        affordable: row.affordable.map { ["a/b": $0, "c/d": 5] } ?? ["c/d": 5]),
      card: card)
    #expect(room == row.room)
  }

  @Test func `JSON takes more room than text`() {
    let article = Article(id: "1", title: "t", body: "<a href=\"x\">y</a>\n")
    let schema = OutputShape.json(JSONSchema(text: "{}", root: .object([:])))
    let text = AnswerRoom.answerTokens(for: article, output: .text)
    let json = AnswerRoom.answerTokens(for: article, output: schema)
    #expect(json > text)
  }

  @Test func `a model left to itself thinks if it must or does so unasked`() {
    func share(_ effort: String?, _ reasoning: ModelCard.Reasoning?) -> Int {
      AnswerRoom.reasoningShare(
        effort: effort, card: ModelCard(id: "a/b", reasoning: reasoning))
    }
    let must = ModelCard.Reasoning(isMandatory: true, isDefault: true)
    let may = ModelCard.Reasoning(isMandatory: false, isDefault: false)
    #expect(share(nil, nil) == 0)
    #expect(share(nil, may) == 0)
    #expect(share(nil, must) == 50)
    #expect(share("none", may) == 0)
    #expect(share("none", must) == 50)
    #expect(share("high", may) == 80)
  }
}
