import BatchCore
import Foundation
import Testing

@Suite struct BatchRequestTests {
  private static let job = """
    role: rewrite
    models: [openai/gpt-4o-mini, anthropic/claude-haiku-4.5]
    prompt: { system: Rewrite., user: "{{body}}" }
    output: { format: text }
    """

  private static func planner(_ base: String = "https://openrouter.ai/api/v1") throws
    -> RequestPlanner
  {
    let job = try JobFile.read(job, file: "rewrite.yaml").job
    return try RequestPlanner(
      jobs: [job], catalogue: .offline, base: BaseURL(base), key: APIKey("sk-or-test"))
  }

  private static func claim(_ number: Int64, _ planner: RequestPlanner) throws -> Claim {
    let task = TaskRecord(
      id: TaskID(number), role: "rewrite", article: number, state: .claimed(ClaimNumber(number)))
    let article = Article(id: "a\(number)", title: "T", body: "Grüße \"\(number)\"", extra: "{}")
    let candidate = Candidate(task: task, article: article, revision: 1)
    let now = Timestamp(milliseconds: 0)
    let preparation = planner.prepare(
      candidate, lessons: planner.lessons(nil, now: now), now: now)
    guard case .send(let shape, let body) = preparation else {
      throw Unexpected(text: "\(preparation)")
    }
    return Claim(
      number: ClaimNumber(number), task: task, article: article, shape: shape, body: body,
      isResend: false)
  }

  struct Unexpected: Error { var text: String }

  @Test func `the members that the endpoint has to know come before the requests`() throws {
    let planner = try Self.planner().forBatches()
    let claims = try [41, 42].map { try Self.claim($0, planner) }
    #expect(claims.allSatisfy { !$0.shape.stream })
    let request = planner.submission(of: claims, model: "openai/gpt-4o-mini")
    #expect(request.url == "https://openrouter.ai/api/beta/batches")
    #expect(request.method == .post)
    let members = try JSONReader.members(request.body[...])
    #expect(members.map(\.name) == ["endpoint", "model", "requests"])
    #expect(members[0].value == .string("/v1/chat/completions"))
    #expect(members[1].value == .string("openai/gpt-4o-mini"))
    let rows = try #require(members[2].value.elements)
    #expect(rows.map { $0[member: "custom_id"]?.text } == ["41", "42"])
    for (row, claim) in zip(rows, claims) {
      #expect(row[member: "body"] == (try JSONReader.document(claim.body[...])))
      #expect(row[member: "body"]?[member: "stream"] == .bool(false))
    }
    #expect(
      planner.question(for: "b_1").url == "https://openrouter.ai/api/beta/batches/b_1")
  }

  @Test func `a base address without a version has its batches below it`() throws {
    let planner = try Self.planner("http://127.0.0.1:1/proxy")
    #expect(planner.question(for: "b").url == "http://127.0.0.1:1/proxy/beta/batches/b")
  }

  @Test func `a task without a row goes to the live lane, its cost known where none was completed`()
    throws
  {
    let planner = try Self.planner().forBatches()
    let claim = try Self.claim(7, planner)
    let article = Article(id: "a7", title: "T", body: "Grüße \"7\"", extra: "{}")
    let task = BatchedTask(
      claim: claim.number,
      candidate: Candidate(
        task: claim.task, article: article, revision: 1, resend: (claim.shape, Self.job)),
      shape: claim.shape)
    let cases: [(String?, String, Bool)] = [
      (
        #"{"id":"b","status":"expired","request_counts":{"completed":0}}"#,
        "not finished within its time", false
      ),
      (
        #"{"id":"b","status":"expired","request_counts":{"completed":3}}"#,
        "not finished within its time", true
      ),
      (
        #"{"id":"b","status":"failed","request_counts":{"completed":0},"error":{"message":"Bad."}}"#,
        "the batch failed: Bad", false
      ),
      (#"{"id":"b","status":"cancelled"}"#, "cancelled", true),
      (nil, "knows the batch no more", true),
    ]
    for (text, words, isUnknown) in cases {
      let batch = text.flatMap { ProviderBatch(parsing: Array($0.utf8)) }
      let (settlement, _) = planner.settlement(
        of: task, row: nil, in: batch, since: Timestamp(milliseconds: 0),
        now: Timestamp(milliseconds: 5000), chance: 0)
      guard
        case .postpone(let failure, .returned, Timestamp(milliseconds: 5000)) = settlement.decision
      else {
        Issue.record("\(settlement.decision)")
        continue
      }
      #expect(failure.sentence.contains(words), "\(failure.sentence)")
      let entry = LedgerEntry(decision: settlement.decision, facts: settlement.facts)
      #expect(entry.isCostUnknown == isUnknown, "\(text ?? "gone")")
      #expect(!entry.isTry && settlement.facts.milliseconds == 5000)
    }
  }
}
