import BatchCore
import Foundation
import Testing

@Suite struct ModelsTextTests {
  private static func card(_ change: (inout ModelCard) -> Void) -> ModelCard {
    var card = ModelCard(
      id: "a/b", contextLength: 128_000, supportedParameters: ["structured_outputs"],
      promptPrice: Money("0.00000015"), completionPrice: Money("0.0000006"))
    change(&card)
    return card
  }

  private static let rows: [(card: ModelCard, row: String)] = [
    (card { _ in }, "a/b       128K  $0.15  $0.60  s"),
    (card { $0.contextLength = 1_048_576 }, "a/b       1.0M  $0.15  $0.60  s"),
    (card { $0.contextLength = 999 }, "a/b        999  $0.15  $0.60  s"),
    (
      card { $0.supportedParameters = ["response_format", "reasoning"] },
      "a/b       128K  $0.15  $0.60  jr"
    ),
    (card { $0.supportedParameters = nil }, "a/b       128K  $0.15  $0.60  -"),
    (card { $0.isModerated = true }, "a/b       128K  $0.15  $0.60  sm"),
    (card { $0.answersImages = true }, "a/b       128K  $0.15  $0.60  si"),
    (card { $0.promptPrice = nil }, "a/b       128K  unknown  $0.60  s"),
    (
      card { ($0.promptPrice, $0.hasVariablePrice) = (nil, true) },
      "a/b       128K  varies  $0.60  s"
    ),
    (
      card { ($0.promptPrice, $0.completionPrice) = (.zero, .zero) },
      "a/b       128K  free  free  s"
    ),
    (card { $0.promptPrice = .zero }, "a/b       128K  $0.00  $0.60  s"),
    (card { $0.promptPrice = Money("0.00000002") }, "a/b       128K  $0.0200  $0.60  s"),
  ]

  @Test(arguments: rows)
  func `a model's figures in a row`(card: ModelCard, row: String) {
    let lines = ModelsText(ModelsReport([card], origin: .provider), columns: 80).lines()
    #expect(lines[1] == row)
  }

  @Test func `columns stand one under the other, in order of the ids`() {
    let lines = ModelsText(
      ModelsReport(
        [
          Self.card { $0.id = "b/longer-one" }, Self.card { $0.promptPrice = Money("0.000125") },
        ], origin: .offline), columns: 80
    ).lines()
    #expect(
      lines.prefix(3) == [
        "model         context       in    out  can",
        "a/b              128K  $125.00  $0.60  s",
        "b/longer-one     128K    $0.15  $0.60  s",
      ])
  }

  @Test(arguments: [60, 80])
  func `an id that does not fit is cut in its middle, and that is said`(columns: Int) {
    let id = "cognitivecomputations/dolphin-mistral-24b-venice-edition-of-twenty-six:free"
    let report = ModelsReport([Self.card { $0.id = id }], origin: .provider)
    let lines = ModelsText(report, columns: columns).lines()
    #expect(lines[1].count <= columns)
    #expect(
      lines[1].hasPrefix("cognitive") && lines[1].contains("...") && lines[1].contains("ix:free "))
    #expect(lines.contains("Ids with ... in their middle are whole in batch models --json."))
    let whole = ModelsText(report, columns: nil).lines()
    #expect(whole[1].hasPrefix(id + " ") && !whole.contains { $0.contains("...") })
  }

  @Test func `a model that goes is told, and nothing steers a terminal`() {
    let card = Self.card { ($0.id, $0.expiresOn) = ("a/\u{1B}[2Jb", "2026-12-31") }
    let lines = ModelsText(ModelsReport([card], origin: .provider), columns: 80).lines()
    #expect(lines.last?.hasSuffix("may be gone after 2026-12-31.") == true)
    #expect(lines.allSatisfy { !$0.contains("\u{1B}") })
  }

  @Test func `moderation is explained where a model has it`() {
    func notes(_ card: ModelCard) -> Bool {
      ModelsText(ModelsReport([card], origin: .provider), columns: 80).lines()
        .contains("m: moderated; its provider refuses an article that it flags.")
    }
    #expect(notes(Self.card { $0.isModerated = true }) && !notes(Self.card { _ in }))
  }
}
