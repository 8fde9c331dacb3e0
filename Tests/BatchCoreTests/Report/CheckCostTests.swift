import BatchCore
import Testing

/// What `batch check` says of cost, balance, the longest article and the disk.
@Suite struct CheckCostTests {
  static func role(
    cost: String? = "8.53", bytes: Int = 45_000_000
  ) -> RoleForecast {
    var sums = ForecastSums.zero
    sums.requests = 5_041
    sums.cost = cost.flatMap { Money($0) }
    return RoleForecast(
      role: "rewrite", model: "a/b", articles: 5_000, cutArticles: 41, tooLongArticles: 0,
      sums: sums, overheadPercent: 100, learnedFrom: 0, attempts: 5_041, milliseconds: nil,
      unpricedModels: cost == nil ? ["a/b"] : [], answerBytes: bytes)
  }

  static func lines(
    _ role: RoleForecast, account: String? = nil, key: String? = nil, maxCost: String? = nil,
    free: Int = 80_000_000_000, fits: [LongestFit] = []
  ) -> [String] {
    let standing = CostStanding(
      maxCost: maxCost.flatMap { Money($0) }, cost: Money("1.00") ?? .zero, reserved: .zero)
    let balance = Balance(
      ofKey: key.flatMap { Money($0) }, ofAccount: account.flatMap { Money($0) })
    let facts = CheckFacts(
      jobs: [], base: "https://openrouter.ai/api/v1", key: .answered(.known(KeyCard())),
      provider: .reached, models: .unknown,
      queue: .open(articles: 5_000, version: 1, pauses: []),
      place: CheckFacts.PlaceFact(
        path: "batch.sqlite", folder: "/q", isWritable: true, fileBytes: 50_000_000,
        freeBytes: free),
      forecast: Forecast(roles: [role], concurrency: 5), fits: fits,
      allowances: Allowance.all(balance, standing), libraries: [],
      now: Timestamp(milliseconds: 1_795_260_600_000))
    let report = CheckReport(facts.findings)
    #expect(report.exitStatus == 0)
    return report.lines(next: "")
  }

  @Test func `what is enough is well`() {
    let lines = Self.lines(Self.role(), account: "20", key: "10", maxCost: "50")
    #expect(lines.contains("ok The account holds $20.00."))
    #expect(lines.contains("ok rewrite: about $8.53 for 5,000 articles to do."))
    #expect(lines.contains("ok The account's balance of $20.00 covers what is left to do."))
    #expect(lines.contains("ok The $10.00 that the API key may spend covers what is left to do."))
    #expect(lines.contains("ok The $49.00 that --max-cost leaves covers what is left to do."))
  }

  @Test(
    arguments: [
      (
        "3.14", nil, nil,
        "warning: The account's balance of $3.14 is enough for about 1,840 of 5,000 articles. Top up "
          + "at openrouter.ai/settings/credits; a run pauses when it is used up."
      ),
      (
        nil, "0", nil,
        "warning: The $0.00 that the API key may spend is enough for about 0 of 5,000 articles. Raise "
          + "its limit at openrouter.ai/settings/keys."
      ),
      (
        nil, nil, "5.2650",
        "warning: The $4.27 that --max-cost leaves is enough for about 2,500 of 5,000 articles. Raise "
          + "it with batch set --max-cost USD."
      ),
    ] as [(String?, String?, String?, String)])
  func `what is not enough is a warning that says for how much it is`(
    account: String?, key: String?, maxCost: String?, line: String
  ) {
    let lines = Self.lines(Self.role(), account: account, key: key, maxCost: maxCost)
    #expect(lines.contains(line), "\(lines)")
  }

  @Test func `a cost that is not known is no promise`() {
    let lines = Self.lines(Self.role(cost: nil), account: "20")
    #expect(
      lines.contains { $0.hasPrefix("warning: rewrite: what 5,000 articles to do will cost") })
    #expect(
      lines.contains("ok Whether the account's balance of $20.00 is enough is not known."))
  }

  @Test func `the longest article is held against every model of every role`() {
    func lines(_ unfit: [String], isUnfit: Bool = false, describer: String? = nil) -> [String] {
      Self.lines(
        Self.role(),
        fits: [
          LongestFit(role: "deep", id: "blog/a", unfitModels: [], isUnfit: false),
          LongestFit(
            role: "image", id: "blog/long", unfitModels: unfit, isUnfit: isUnfit,
            unfitDescriber: describer),
        ]
      ).filter { $0.contains("image: the longest") }
    }
    #expect(
      lines(["a/b"]) == [
        "ok image: the longest article to do, blog/long, is too long for a/b and goes to another model "
          + "of the ladder."
      ])
    #expect(
      lines(["a/b", "c/d"], isUnfit: true) == [
        "warning: image: the longest article to do, blog/long, is too long for every model of the "
          + "ladder and fails unsent. Add a larger model, or sections of fewer words."
      ])
    #expect(
      lines([], describer: "e/f") == [
        "warning: image: the longest article to do, blog/long, is too long for e/f, so it is drawn "
          + "without a description. Describe with a larger model."
      ])
    #expect(
      lines([]) == [
        "ok image: the longest article to do, blog/long, fits every model of the ladder."
      ])
  }

  @Test func `the disk has to have room for the answers`() {
    #expect(
      Self.lines(Self.role()).contains(
        "ok 80.0 GB are free in /q, for a queue of 50 MB and answers of about 45 MB."))
    #expect(
      Self.lines(Self.role(bytes: 6_000_000_000), free: 5_000_000_000).contains(
        "warning: Only 5.0 GB are free in /q, for a queue of 50 MB and answers of about 6.0 GB: the "
          + "answers may not find room. Make room."))
  }

  @Test func `time is the slower of answers and pace, and unknown before the first answer`() {
    var role = Self.role()
    #expect(Forecast(roles: [role], concurrency: 5).seconds == nil)
    role.milliseconds = 10_000
    #expect(Forecast(roles: [role], concurrency: 5).seconds == 10_082)
    #expect(Forecast(roles: [role], concurrency: 5, rates: ["a/b": 0.1]).seconds == 50_410)
    #expect(Forecast(roles: [role, role], concurrency: 10).seconds == 10_082)
    role.batched = 5_000
    #expect(Forecast(roles: [role], concurrency: 5).seconds == 82, "batches come when they come")
  }
}
