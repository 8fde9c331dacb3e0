import BatchCore
import Foundation
import Testing

struct CheckFactsTests {
  private static let now = Timestamp(milliseconds: 1_795_260_600_000)  // 2026-11-21T11:30:00Z

  private static let cards = [
    ModelCard(
      id: "openai/gpt-4o-mini", contextLength: 128_000, maxCompletionTokens: 16_384,
      supportedParameters: ["response_format", "structured_outputs", "temperature", "reasoning"],
      promptPrice: Money("0.00000015"), completionPrice: Money("0.0000006")),
    ModelCard(
      id: "anthropic/claude-haiku-4.5", contextLength: 200_000,
      supportedParameters: ["structured_outputs", "temperature", "reasoning"],
      promptPrice: Money("0.000001"), completionPrice: Money("0.000005")),
    ModelCard(id: "a/image", answersText: false, answersImages: true),
    ModelCard(
      id: "a/plain", supportedParameters: [], promptPrice: .zero, completionPrice: .zero,
      reasoning: ModelCard.Reasoning(isMandatory: true, isDefault: true)),
    ModelCard(
      id: "a/json", supportedParameters: ["response_format", "temperature", "reasoning"],
      promptPrice: .zero, completionPrice: .zero, expiresOn: "2026-12-01"),
    ModelCard(
      id: "a/router", contextLength: 1_000,
      supportedParameters: ["structured_outputs", "temperature", "reasoning"],
      expiresOn: "2027-12-01"),
  ]

  private static func job(_ models: String) throws -> CheckFacts.JobFact {
    let text = JobTexts.complete.replacing(
      "models: [openai/gpt-4o-mini, anthropic/claude-haiku-4.5]", with: "models: [\(models)]")
    do {
      return .read(file: "jobs/rewrite.yaml", try JobFile.read(text, file: "jobs/rewrite.yaml"))
    } catch {
      return .mistakes(error.lines)
    }
  }

  private func facts(
    jobs: [CheckFacts.JobFact] = [], key: CheckFacts.KeyFact = .answered(.known(KeyCard())),
    provider: CheckFacts.ProviderFact = .reached,
    models: CheckFacts.ModelsFact = .fetched(ModelCatalogue(cards), account: nil),
    queue: CheckFacts.QueueFact = .open(articles: 5000, version: 1, pauses: []),
    isWritable: Bool = true, free: Int? = 80_000_000_000
  ) -> CheckFacts {
    CheckFacts(
      jobs: jobs, base: "https://openrouter.ai/api/v1", key: key, provider: provider,
      models: models, queue: queue,
      place: CheckFacts.PlaceFact(
        path: "batch.sqlite", folder: "/q", isWritable: isWritable, fileBytes: 300_000_000,
        freeBytes: free),
      libraries: ["SQLite 3", "libcurl 7"], now: Self.now)
  }

  /// The lines of one subject, as people see them, without the summary.
  private func lines(_ facts: CheckFacts, _ subject: CheckFinding.Subject) -> [String] {
    CheckReport(facts.findings.filter { $0.subject == subject }).lines(next: "").dropLast(2)
  }

  @Test func `all is well`() throws {
    let report = CheckReport(
      facts(jobs: [try Self.job("openai/gpt-4o-mini, anthropic/claude-haiku-4.5")]).findings)
    #expect(report.exitStatus == 0)
    #expect(
      report.lines(next: "batch run --role rewrite") == [
        "ok jobs/rewrite.yaml: 2 models on its ladder.",
        "ok https://openrouter.ai/api/v1 answers.",
        "ok The API key is accepted and has no limit of its own. What the account still holds "
          + "stands at openrouter.ai/settings/credits.",
        "ok rewrite: openai/gpt-4o-mini: 128,000 tokens of context, answers up to 16,384, $0.15 in "
          + "and $0.60 out a million tokens.",
        "ok rewrite: anthropic/claude-haiku-4.5: 200,000 tokens of context, $1.00 in and $5.00 out "
          + "a million tokens.",
        "ok batch.sqlite: 5,000 articles, format 1.",
        "ok 80.0 GB are free in /q, for a queue of 300 MB.",
        "ok SQLite 3, libcurl 7.", "",
        "All is well, nothing was spent. Next: batch run --role rewrite",
      ])
  }

  @Test(arguments: [
    (KeyCard(isManagement: true), "error: The API key is a management key", 77),
    (KeyCard(expiresAt: "2026-11-21T11:30:00Z"), "error: The API key expired at", 77),
    (KeyCard(expiresAt: "2026-11-25T00:00:00.000Z"), "warning: The API key expires at", 0),
    (KeyCard(expiresAt: "2027-01-01T00:00:00Z"), "ok The API key is accepted and has no limit", 0),
    (
      KeyCard(limit: Money("5"), limitRemaining: Money("3.2"), limitReset: "monthly"),
      "ok The API key is accepted and may spend $3.20 of its limit of $5.00, reset monthly.", 0
    ),
    (
      KeyCard(limit: Money("5"), limitRemaining: .zero, limitReset: "daily"),
      "error: The API key has nothing left of its limit of $5.00, reset daily. Wait for the reset",
      77
    ),
    (
      KeyCard(limit: Money("5"), limitRemaining: Money(picodollars: -1)),
      "error: The API key has nothing left of its limit of $5.00. Raise its limit", 77
    ),
  ])
  func `what the provider says of the key`(_ card: KeyCard, _ line: String, _ exit: Int32) {
    let facts = facts(key: .answered(.known(card)))
    #expect(lines(facts, .key).first?.hasPrefix(line) == true, "\(lines(facts, .key))")
    #expect(CheckReport(facts.findings).exitStatus == exit)
  }

  @Test func `a key that was not accepted, or not checked`() {
    for mistake in [APIKey.Mistake.missing, .whiteSpace, .quoted, .foreign] {
      let facts = facts(key: .mistake(mistake))
      #expect(lines(facts, .key) == ["error: " + mistake.sentence])
      #expect(CheckReport(facts.findings).exitStatus == 77)
    }
    let refused = facts(key: .answered(.refused(status: 401)))
    #expect(
      lines(refused, .key).first?.hasPrefix("error: The provider refuses the API key (401).")
        == true)
    #expect(CheckReport(refused.findings).exitStatus == 77)
    let unreached = facts(
      key: .answered(.unknown), provider: .notReached("no route."), models: .unknown)
    #expect(
      lines(unreached, .key) == ["warning: The API key looks right, but could not be checked."])
    #expect(CheckReport(unreached.findings).exitStatus == 69)
    #expect(
      CheckReport(facts(key: .answered(.unknown), provider: .odd(status: 503)).findings).exitStatus
        == 69)
  }

  @Test func `free requests are told where a free model is asked`() throws {
    let card = KeyCard(freeRequestsLeft: -3)
    let free = facts(jobs: [try Self.job("a/json:free")], key: .answered(.known(card)))
    #expect(
      lines(free, .key).last?.hasPrefix("warning: Requests to free models left today: 0.") == true)
    #expect(
      lines(facts(jobs: [try Self.job("a/json")], key: .answered(.known(card))), .key).count == 1)
  }

  @Test(arguments: [
    (
      "openai/gpt4o-mini",
      ["error: rewrite: openai/gpt4o-mini does not exist. Did you mean openai/gpt-4o-mini?"], 78
    ),
    (
      "x/qqqqqqqqqq",
      ["error: rewrite: x/qqqqqqqqqq does not exist. All models: openrouter.ai/models."], 78
    ),
    (
      "other/gpt-4o-mini",
      ["error: rewrite: other/gpt-4o-mini does not exist. Did you mean openai/gpt-4o-mini"], 78
    ),
    ("a/image", ["error: rewrite: a/image answers with no text."], 78),
    (
      "a/plain",
      [
        "ok rewrite: a/plain: 128,000 tokens", "warning: rewrite: a/plain takes no response_format",
        "warning: rewrite: a/plain takes no temperature",
        "warning: rewrite: a/plain always reasons",
      ], 0
    ),
    (
      "a/json",
      [
        "ok rewrite: a/json", "warning: rewrite: a/json may be gone after 2026-12-01.",
        "warning: rewrite: a/json takes JSON mode, but no schema",
      ], 0
    ),
    (
      "a/router",
      [
        "ok rewrite: a/router",
        "warning: rewrite: a/router answers with at most 1,000 tokens, not 2,000.",
        "warning: rewrite: a/router has no fixed price",
      ], 0
    ),
    ("openai/gpt-4o-mini:nitro", ["ok rewrite: openai/gpt-4o-mini:nitro"], 0),
  ])
  func `what can be said of a model`(_ model: String, _ begins: [String], _ exit: Int32) throws {
    let facts = facts(jobs: [try Self.job(model)])
    let lines = lines(facts, .model)
    #expect(lines.count == begins.count, "\(lines)")
    for (line, begin) in zip(lines, begins) { #expect(line.hasPrefix(begin), "\(line)") }
    #expect(CheckReport(facts.findings).exitStatus == exit)
  }

  @Test func `the account's own settings and a list that is kept are told`() throws {
    let catalogue = ModelCatalogue(Self.cards)
    let job = try Self.job("openai/gpt-4o-mini:nitro, a/router")
    let withheld = facts(
      jobs: [job], models: .fetched(catalogue, account: ["openai/gpt-4o-mini"]))
    #expect(
      lines(withheld, .model).filter { $0.contains("this account may use") }
        == [
          "warning: rewrite: a/router is not among the models that this account may use. "
            + "Look at openrouter.ai/settings/privacy."
        ])
    let kept = facts(jobs: [job], models: .kept(catalogue, Self.now))
    #expect(
      lines(kept, .model).first?.hasPrefix(
        "warning: The model list is the one that this queue keeps, of 2026-11-21T") == true)
    #expect(lines(facts(jobs: [job], models: .unknown), .model).count == 1)
    #expect(lines(facts(models: .unknown), .model) == [])
  }

  @Test func `a ladder of moderated models only is told`() throws {
    var cards = Self.cards
    cards[0].isModerated = true
    let both = try Self.job("openai/gpt-4o-mini, anthropic/claude-haiku-4.5")
    func told(_ jobs: [CheckFacts.JobFact]) -> [String] {
      let models = CheckFacts.ModelsFact.fetched(ModelCatalogue(cards), account: nil)
      return lines(facts(jobs: jobs, models: models), .model)
    }
    #expect(told([both]).first?.hasSuffix("a million tokens, moderated.") == true)
    #expect(!told([both]).contains { $0.contains("every model of the ladder is moderated") })
    let sentence =
      "warning: rewrite: every model of the ladder is moderated, so an article that is flagged "
      + "fails. Add one that is not: batch models shows which are."
    #expect(told([try Self.job("openai/gpt-4o-mini")]).last == sentence)
    cards[1].isModerated = true
    #expect(told([both]).last == sentence)
    #expect(FailureKind.moderated.remedy.contains("batch models"))
  }

  @Test func `job files' mistakes and warnings have file and line`() throws {
    let online = facts(jobs: [try Self.job("openai/gpt-4o-mini:online")])
    #expect(
      lines(online, .job).last?.hasPrefix(
        "warning: jobs/rewrite.yaml:3: `openai/gpt-4o-mini:online` runs a paid web search") == true)
    #expect(CheckReport(online.findings).exitStatus == 0)
    let twice = facts(jobs: [
      try Self.job("openai/gpt-4o-mini, openai/gpt-4o-mini"), .unusable("None."),
    ])
    #expect(
      lines(twice, .job).first?.hasPrefix(
        "error: jobs/rewrite.yaml:3: `openai/gpt-4o-mini` is named twice") == true)
    #expect(lines(twice, .job).last == "error: None.")
    #expect(CheckReport(twice.findings).exitStatus == 78)
  }

  @Test func `the queue and its place`() {
    let pause = Pause(
      scope: .queue, reason: .insufficientCredits, since: Self.now, message: "Used up.",
      remedy: "Top up.")
    let absent = MovedStart(
      model: "a/b", since: Self.now, reason: .absent(.noEndpoints), remedy: "Choose another.")
    let passedOver = facts(
      queue: .open(articles: 1, version: 1, pauses: [], passedOver: [absent]))
    #expect(
      lines(passedOver, .model).contains {
        $0.contains("a/b is not there (no provider serves it)") && $0.contains("Choose another.")
      })
    let paused = facts(queue: .open(articles: 1, version: 1, pauses: [pause]))
    #expect(lines(paused, .queue)[1] == "warning: Paused: Used up. Top up.")
    let named = facts(queue: .absent(isNamed: true))
    #expect(
      lines(named, .queue)[0].hasPrefix(
        "error: There is no queue at batch.sqlite. Make it: batch enqueue"))
    #expect(CheckReport(named.findings).exitStatus == 66)
    #expect(CheckReport(facts(queue: .absent(isNamed: false)).findings).exitStatus == 0)
    #expect(
      CheckReport(facts(queue: .unusable(sentence: "No.", exit: 65)).findings).exitStatus == 65)
    #expect(CheckReport(facts(isWritable: false).findings).exitStatus == 73)
    let full = facts(free: 200_000_000)
    #expect(
      lines(full, .queue).last
        == "warning: Only 200 MB are free in /q, for a queue of 300 MB: the answers may not find room. Make room."
    )
    #expect(lines(facts(free: nil), .queue).count == 1)
  }

  @Test func `of several errors one status is told, and the sum`() throws {
    let report = CheckReport(
      facts(jobs: [.unusable("None.")], key: .answered(.refused(status: 401)), models: .unknown)
        .findings)
    #expect(report.exitStatus == 78)
    #expect(report.lines(next: "").last == "2 errors: put that right first. Nothing was spent.")
  }

  @Test func `nothing in a line can steer a terminal`() {
    let lines = CheckReport(facts(jobs: [.mistakes(["\u{1B}[2J:1: x\n"])]).findings).lines(
      next: "\u{7}")
    #expect(lines.allSatisfy { printable($0) == $0 })
  }

  @Test(arguments: [
    (#"{"data":{}}"#, KeyCard()), (#"{"data":{"limit":"5","expires_at":7}}"#, KeyCard()),
    (
      #"{"data":{"limit":5,"limit_remaining":-0.25,"limit_reset":"weekly","is_management_key":true,"expires_at":"2026-11-21T00:00:00Z","free_model_daily_requests":{"used":60,"limit":50,"remaining":-10}}}"#,
      KeyCard(
        limit: Money("5"), limitRemaining: Money(picodollars: -250_000_000_000),
        limitReset: "weekly", expiresAt: "2026-11-21T00:00:00Z", isManagement: true,
        freeRequestsLeft: -10)
    ),
    ("{}", nil), ("<html>", nil), (#"{"data":[]}"#, nil),
  ])
  func `a key's card is read from what came`(_ body: String, _ card: KeyCard?) {
    #expect(KeyCard(parsing: Array(body.utf8)) == card)
  }
}
