import BatchCore
import Testing

@Suite struct CorrectionTests {
  @Test(
    arguments: [
      (0, 0, 0, 1000), (700, 1000, 0, 1000), (700, 1000, 1, 925), (700, 1000, 3, 850),
      (700, 1000, 47, 718), (2000, 1000, 297, 1990), (1_000_000, 1, 97, 19_430), (0, 1000, 97, 78),
      (Int64.max, 1, 10, 1000),
    ] as [(Int64, Int64, Int, Int)])
  func `few attempts are weighed against an expectation that was right`(
    used: Int64, expected: Int64, attempts: Int, thousandths: Int
  ) {
    #expect(
      Correction(used: used, expected: expected, attempts: attempts).thousandths == thousandths)
  }

  @Test func `money is corrected in whole picodollars, and nothing overflows`() {
    let half = Correction(used: 500, expected: 1000, attempts: 1_000_000_000)
    #expect(half(Money(picodollars: 7_000_001)) == Money(picodollars: 3_500_000))
    let double = Correction(used: 3000, expected: 1000, attempts: 1_000_000_000)
    #expect(double(Money(picodollars: .max)) == nil)
    #expect(double(Int.max) == .max)
  }

  @Test(arguments: [
    (5_000, "8.53", "3.14", 1840), (5_000, "8.53", "8.53", 5000), (5_000, "8.53", "-1", 0),
    (1_000_000, "9000000", "4500000", 500_000), (3, "0", "0", 3),
  ])
  func `an amount is enough for a share of the tasks`(
    tasks: Int, cost: String, left: String, enough: Int
  ) throws {
    var role = CheckCostTests.role(cost: cost)
    role.articles = tasks
    let forecast = Forecast(roles: [role], concurrency: 5)
    #expect(forecast.tasks(for: try #require(Money(left))) == enough)
  }

  @Test func `a sample holds some of every size, and all sums, in little memory`() {
    var sample = WorkSample()
    for number in 1...Int64(200_000) {
      sample.add(article: number, bytes: number % 1000 == 0 ? 90_000 : 300 + Int(number % 7) * 500)
    }
    #expect(sample.articles == 200_000)
    #expect(sample.classes.map(\.articles).reduce(0, +) == 200_000)
    #expect(sample.classes.allSatisfy { $0.chosen.count <= 48 })
    #expect(sample.classes.allSatisfy { $0.articles == 0 || $0.chosen.count > 12 })
    #expect(sample.classes.allSatisfy { $0.chosen == $0.chosen.sorted() })
    #expect(sample.longest.count == 1_000 && sample.longest[0] == (1000, 90_000))
    #expect(sample.longest.map(\.bytes) == sample.longest.map(\.bytes).sorted(by: >))
    #expect(WorkSample().longest.isEmpty)
  }

  @Test func `prices for long prompts hold for long prompts, those of the hour do not`() {
    var card = ModelCard(
      id: "a/b", promptPrice: Money(picodollars: 10), completionPrice: Money(picodollars: 100),
      requestPrice: Money(picodollars: 5))
    card.priceOverrides = [
      ModelCard.PriceOverride(minPromptTokens: 1000, prompt: Money(picodollars: 20)),
      ModelCard.PriceOverride(prompt: .zero),
    ]
    func cost(_ tokens: Int) -> Money? {
      card.cost(of: RequestExpectation(promptTokens: tokens, completionTokens: 10))
    }
    #expect(cost(1000) == Money(picodollars: 11_005))
    #expect(cost(1001) == Money(picodollars: 21_025))
    card.hasVariablePrice = true
    #expect(cost(1000) == nil)
    card.id = "a/b:free"
    #expect(cost(1000) == .zero)
  }

  @Test func `an image costs its own price`() {
    var card = ModelCard(
      id: "a/b", promptPrice: Money(picodollars: 1), completionPrice: Money(picodollars: 10),
      imageTokenPrice: Money(picodollars: 100))
    let request = RequestExpectation(promptTokens: 50, completionTokens: 1290, makesImage: true)
    #expect(card.cost(of: request) == Money(picodollars: 129_050))
    card.imagePrice = Money(picodollars: 40_000)
    #expect(card.cost(of: request) == Money(picodollars: 40_050))
  }
}
