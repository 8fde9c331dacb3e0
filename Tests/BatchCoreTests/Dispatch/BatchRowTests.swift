import BatchCore
import Testing

/// What a batch's rows say of whether their model is there and works.
struct BatchRowTests {
  private static let start = Timestamp(milliseconds: 1_000_000)
  private static let model = "a"
  private static let success = Decision.succeed(Answer(output: "{}", extraction: .whole))

  private static func dispatcher() -> Dispatcher {
    Dispatcher(
      settings: DispatchSettings(
        lanes: DispatchSettings.lanes(role: "rewrite", ladder: ["a", "b"])),
      pauses: [], now: start)
  }

  private static func failure(_ kind: FailureKind) -> Failure {
    Failure(kind: kind, sentence: "s.", remedy: "r.")
  }

  private static func absent(_ count: Int) -> [ReturnedRow] {
    rows(count, .escalate(failure(.noEndpoints), rung: 1, model: "b"), .served)
  }

  private static func broken(_ count: Int, from first: Int64 = 1) -> [ReturnedRow] {
    rows(
      count, .retry(failure(.serverError), notBefore: nil, .none), .failing(hint: nil), from: first)
  }

  private static func rows(
    _ count: Int, _ decision: Decision, _ signal: PaceSignal, from first: Int64 = 1
  ) -> [ReturnedRow] {
    (first..<first + Int64(count)).map { number in
      let task = TaskRecord(
        id: TaskID(number), role: "rewrite", article: number, state: .claimed(ClaimNumber(number)))
      let shape = AttemptShape(
        job: "d", model: model, maxTokens: 100, format: .none, parameters: [], stream: false,
        adjustment: .none, revision: 1, builder: 1, bodySHA256: "")
      return ReturnedRow(
        settlement: Settlement(
          task: task.id, claim: ClaimNumber(number), decision: decision, facts: AttemptFacts(),
          finishedAt: start), signal: signal, task: task, shape: shape)
    }
  }

  private static func fails(_ dispatcher: Dispatcher) -> Int {
    dispatcher.news.count { if case .fails = $0 { true } else { false } }
  }

  /// S15.
  @Test(arguments: [(2, false), (3, true), (500, true)])
  func `rows of which each says that nobody serves the model say it is not there`(
    _ count: Int, _ isAbsent: Bool
  ) {
    var dispatcher = Self.dispatcher()
    dispatcher.returned(Self.absent(count), of: Self.model, since: Self.start, now: Self.start)
    #expect(dispatcher.isAbsent(Self.model) == isAbsent)
    #expect(dispatcher.news.count == (isAbsent ? 1 : 0))
  }

  @Test func `one row that was answered shows that it is there`() {
    var dispatcher = Self.dispatcher()
    let mixed = Self.absent(20) + Self.rows(1, Self.success, .served, from: 30)
    dispatcher.returned(mixed, of: Self.model, since: Self.start, now: Self.start)
    #expect(!dispatcher.isAbsent(Self.model))
    dispatcher.returned(Self.absent(3), of: Self.model, since: Self.start, now: Self.start)
    #expect(dispatcher.isAbsent(Self.model))
    let early = Self.rows(1, Self.success, .served)
    dispatcher.returned(
      early, of: Self.model, since: Self.start + .seconds(-60), now: Self.start + .seconds(60))
    #expect(dispatcher.isAbsent(Self.model), "it was asked before the model went")
    dispatcher.returned(
      early, of: Self.model, since: Self.start + .seconds(60), now: Self.start + .seconds(120))
    #expect(!dispatcher.isAbsent(Self.model))
  }

  /// S28.
  @Test func `a batch that failed in every row is one failure to the breaker`() {
    var dispatcher = Self.dispatcher()
    for batch in Int64(1)...4 {
      dispatcher.returned(
        Self.broken(500, from: batch * 1000), of: Self.model, since: Self.start, now: Self.start)
      #expect(Self.fails(dispatcher) == 0)
    }
    dispatcher.returned(
      Self.broken(500, from: 5000), of: Self.model, since: Self.start, now: Self.start)
    #expect(Self.fails(dispatcher) == 1)
    #expect(dispatcher.pacer.allowance(for: Self.model, now: Self.start) == 0)
    let since = Self.start + .seconds(10)
    let mixed = Self.broken(20, from: 6000) + Self.rows(1, Self.success, .served, from: 7000)
    dispatcher.returned(mixed, of: Self.model, since: since, now: since)
    #expect(dispatcher.pacer.allowance(for: Self.model, now: since) != 0, "it answers again")
  }
}
