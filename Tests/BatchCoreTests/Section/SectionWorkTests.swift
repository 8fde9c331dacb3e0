import BatchCore
import Testing

@Suite struct SectionWorkTests {
  private static let body =
    "# One\n\n" + paragraph("a") + "\n\n## Two\n\n" + paragraph("b") + "\n\n\n## Three <b>x</b>\n\n"
    + paragraph("c")
  private static let article = Article(id: "1", title: "T", body: body)

  private static func paragraph(_ word: String) -> String {
    Array(repeating: word, count: 98).joined(separator: " ") + "."
  }

  private static func job(_ output: String, _ more: String = "") throws -> Job {
    try JobFile.read(
      """
      role: rewrite
      models: [openai/gpt-4o-mini]
      prompt:
        system: Rewrite.
        user: |
          {{#section}}Section {{section}} of {{title}}.
          {{outline}}
          {{#before}}Before: {{before}}{{/before}}
          {{/section}}{{body}}
      output: \(output)
      sections: { over: 100 words\(more) }

      """, file: "rewrite.yaml"
    ).job
  }

  private static let rewrite = """
    { format: json, schema: { type: object, properties: { title: { type: string }, \
    body: { type: string } }, required: [title, body] } }
    """
  private static let analysis = """
    { format: json, schema: { type: object, properties: { topics: { type: string } } } }
    """

  private static func finished(_ outputs: [String], job: Job, revision: Int = 1)
    -> [FinishedSection]
  {
    outputs.enumerated().map { step, output in
      FinishedSection(
        step: step, job: job.digest, revision: revision, builder: RequestBuilder.version,
        output: output)
    }
  }

  private static func work(
    _ job: Job, _ finished: [FinishedSection] = [], article: Article = article, step: Int? = nil
  ) -> SectionWork? {
    SectionWork(article, revision: 1, job: job, finished: finished, step: step)
  }

  @Test func `a short article, or a job without sections, is one request`() throws {
    let job = try Self.job(Self.rewrite)
    #expect(Self.work(job, article: Article(id: "1", title: "T", body: "Short.")) == nil)
    var whole = job
    whole.sections = nil
    #expect(Self.work(whole) == nil)
  }

  @Test func `each step asks for the next section, the bodies are joined`() throws {
    let job = try Self.job(Self.rewrite)
    var outputs: [String] = []
    for step in 0..<3 {
      let work = try #require(Self.work(job, Self.finished(outputs, job: job)))
      #expect(work.step == step)
      #expect(work.isLast == (step == 2) && !work.isMerge)
      #expect(work.part.title == "T" && Self.body.contains(work.part.body))
      outputs.append(#"{"title":"New \#(step)","body":"\n Body \#(step) \n"}"#)
    }
    let last = try #require(Self.work(job, Self.finished(outputs, job: job), step: 2))
    #expect(
      last.assembled(with: outputs[2])
        == #"{"title":"New 0","body":"Body 0\n\nBody 1\n\n\nBody 2"}"#)
    #expect(last.assembled(with: #"{"title":"no body"}"#) == nil)
  }

  @Test func `texts are joined as texts`() throws {
    let job = try Self.job("{ format: text }")
    let work = try #require(
      Self.work(job, Self.finished([#""One.""#, #""Two.""#], job: job)))
    #expect(work.assembled(with: #""Three.\n""#) == #""One.\n\nTwo.\n\n\nThree.""#)
  }

  @Test func `answers without a body are put together by one more request`() throws {
    let job = try Self.job(Self.analysis)
    let outputs = ["{\"topics\":\"a\"}", "{\"topics\":\"b\"}", "{\"topics\":\"c\"}"]
    let third = try #require(Self.work(job, Self.finished(Array(outputs.prefix(2)), job: job)))
    #expect(!third.isLast && !third.isMerge)
    let merge = try #require(Self.work(job, Self.finished(outputs, job: job)))
    #expect(merge.isLast && merge.isMerge)
    #expect(merge.part.body == outputs.joined(separator: "\n"))
  }

  @Test func `answers of another text, job or order count for nothing`() throws {
    let job = try Self.job(Self.rewrite)
    let good = Self.finished(["{}", "{}"], job: job)
    #expect(Self.work(job, good)?.step == 2)
    #expect(Self.work(job, Self.finished(["{}", "{}"], job: job, revision: 2))?.step == 0)
    #expect(Self.work(job, Array(good.dropFirst()))?.step == 0)
    var other = good
    other[1].job = "other"
    #expect(Self.work(job, other)?.step == 1)
    other[0].builder = 0
    #expect(Self.work(job, other)?.step == 0)
    #expect(Self.work(job, good, step: 1)?.step == 1)
    #expect(Self.work(job, [], step: 1) == nil, "a request that cannot be made again")
  }

  private static func message(_ job: Job, _ finished: [FinishedSection]) throws -> String {
    let task = TaskRecord(
      id: TaskID(1), role: "rewrite", article: 1, state: .ready(.new, notBefore: nil))
    let candidate = Candidate(task: task, article: article, revision: 1, finished: finished)
    let plan = try RequestBuilder(job).plan(
      candidate, model: "openai/gpt-4o-mini", catalogue: .offline)
    guard case .send(let shape, let body) = plan else { return "" }
    let again = try RequestBuilder(job).plan(
      Candidate(
        task: task, article: article, revision: 1, resend: (shape, job.source), finished: finished),
      model: "openai/gpt-4o-mini", catalogue: .offline)
    #expect(again == plan, "a lost section is sent again with the same bytes")
    let value = try JSONValue(parsing: body)
    return value[member: "messages"]?.elements?.last?[member: "content"]?.text ?? ""
  }

  @Test func `a section's prompt holds its place, the outline and the end before it`() throws {
    let job = try Self.job(Self.rewrite)
    let first = try Self.message(job, [])
    #expect(first.hasPrefix("Section 1 of 3 of T.\n- One\n  - Two\n  - Three x\n"))
    #expect(!first.contains("Before:") && first.contains("a a a.") && !first.contains("b b"))
    let second = try Self.message(
      job, Self.finished([#"{"title":"N","body":"Started.\n\nThe end."}"#], job: job))
    #expect(second.contains("Section 2 of 3") && second.contains("Before: Started.\n\nThe end."))
    #expect(second.contains("b b b.") && !second.contains("a a"))
  }

  @Test func `the merge prompt is the job's own or the usual one`() throws {
    let outputs = ["{\"topics\":\"a\"}", "{\"topics\":\"b\"}", "{\"topics\":\"c\"}"]
    let own = try Self.job(Self.analysis, ", merge: \"Merge: {{body}}\"")
    #expect(
      try Self.message(own, Self.finished(outputs, job: own))
        == "Merge: " + outputs.joined(separator: "\n"))
    let usual = try Self.job(Self.analysis)
    let message = try Self.message(usual, Self.finished(outputs, job: usual))
    #expect(message.contains("{\"topics\":\"b\"}") && message.contains("Put them together"))
  }

  @Test func `of a whole that fails the section that is the matter is told, each once`() throws {
    let job = try Self.job(
      "{ format: text }", " }\nchecks: [{ lengthRatio: [0.9, 1.1] }]\nretry: { attempts: 4")
    let full = [Self.paragraph("a"), Self.paragraph("b"), Self.paragraph("c")]
    func outcome(_ bodies: [String], reasked: [Int] = []) throws -> (Outcome, Int?) {
      let outputs = bodies.map { "\"\($0)\"" }
      let work = try #require(Self.work(job, Self.finished(Array(outputs.prefix(2)), job: job)))
      let answer = Answer(output: outputs[2], extraction: .text)
      let outcome = work.whole(.answered(answer), job: job, reasked: reasked)
      guard case .failed(_, let circumstance) = outcome else { return (outcome, nil) }
      return (outcome, circumstance.section)
    }
    let short = String(full[1].prefix(20))
    let none = String(full[0].prefix(2))
    guard case .answered = try outcome(full).0 else {
      Issue.record("the whole is long enough")
      return
    }
    #expect(try outcome([full[0], short, none]).1 == 1)
    #expect(try outcome([none, short, full[2]]).1 == 0)
    #expect(try outcome([none, short, full[2]], reasked: [0]).1 == 1)
    let (last, section) = try outcome([none, short, full[2]], reasked: [0, 1])
    guard case .failed(let failure, _) = last else {
      Issue.record("the whole is too short")
      return
    }
    #expect(failure.kind == .failedCheck && section == nil, "then the last is the matter")
  }

  @Test func `what made the whole is kept where another section is asked for again`() throws {
    let job = try Self.job(
      "{ format: text }", " }\nchecks: [{ lengthRatio: [0.9, 1.1] }]\nretry: { attempts: 4")
    let full = [Self.paragraph("a"), Self.paragraph("b"), Self.paragraph("c")]
    let outputs = full.map { "\"\($0)\"" }
    let (short, none) = (String(full[1].prefix(19)), String(full[0].prefix(2)))
    let stored = Self.finished(["\"\(none)\"", "\"\(short)\""], job: job)
    let last = try #require(Self.work(job, stored))
    let answer = Answer(output: outputs[2], extraction: .text)
    let lost = last.whole(.answered(answer), job: job, reasked: [])
    #expect(Reading(outcome: lost, facts: AttemptFacts()).kept == FinishedStep(2, answer))
    let all = Self.finished(["\"\(none)\"", "\"\(short)\"", outputs[2]], job: job)
    let next = try #require(Self.work(job, all))
    #expect(next.isAnswered && next.step == 2 && next.faulty(job) == 0)
    let again = try #require(Self.work(job, all, step: 0))
    #expect(again.isLast && !again.isMerge)
    guard
      case .answered(let whole) = again.whole(
        .answered(Answer(output: outputs[0], extraction: .text)), job: job, reasked: [0])
    else {
      Issue.record("the whole is long enough")
      return
    }
    #expect(whole.output == "\"\(Self.joined([full[0], short, full[2]]))\"")
    for (reasked, section) in [([0], 1), ([0, 1], 2)] {
      let bad = again.whole(
        .answered(Answer(output: "\"\(none)\"", extraction: .text)), job: job, reasked: reasked)
      guard case .failed(_, let circumstance) = bad else {
        Issue.record("the whole is too short")
        return
      }
      #expect(circumstance.section == section && circumstance.kept?.step == 0)
    }
  }

  private static func joined(_ bodies: [String]) -> String {
    "\(bodies[0])\\n\\n\(bodies[1])\\n\\n\\n\(bodies[2])"
  }

  @Test func `where all are answered the section that is the matter is asked, on any rung`() throws
  {
    let job = try Self.job(
      "{ format: text }", " }\nchecks: [{ lengthRatio: [0.9, 1.1] }]\nretry: { attempts: 4")
    let full = ["a", "b", "c"].map { "\"\(Self.paragraph($0))\"" }
    func asked(_ outputs: [String], _ adjustment: Adjustment = .none) throws -> Int? {
      let task = TaskRecord(
        id: TaskID(1), role: "rewrite", article: 1, state: .ready(.escalated, notBefore: nil),
        adjustment: adjustment)
      let candidate = Candidate(
        task: task, article: Self.article, revision: 1, finished: Self.finished(outputs, job: job))
      let plan = try RequestBuilder(job).plan(
        candidate, model: "openai/gpt-4o-mini", catalogue: .offline)
      guard case .send(let shape, _) = plan else { return nil }
      return shape.adjustment.section
    }
    #expect(try asked([full[0], "\"b\"", full[2]]) == 1)
    #expect(try asked(["\"a\"", "\"b\"", full[2]], Adjustment(section: 1)) == 1)
    #expect(try asked([full[0], full[1], "\"c\""]) == 2)
    #expect(try asked(full) == 2, "nothing is the matter any more: the least is asked again")
  }

  @Test func `an answer made without a reviewer's note counts for nothing under it`() throws {
    let job = try Self.job(Self.rewrite)
    var finished = Self.finished(["{}", "{}"], job: job)
    func step(_ note: String?) -> Int? {
      SectionWork(Self.article, revision: 1, job: job, finished: finished, note: note)?.step
    }
    #expect(step(nil) == 2 && step("Shorter.") == 0)
    finished[0].note = "Shorter."
    #expect(step(nil) == 0 && step("Shorter.") == 1)
  }

  @Test func `an earlier section is asked for again, and what comes behind it is kept`() throws {
    let job = try Self.job(Self.rewrite)
    let outputs = ["0", "1", "2"].map { "{\"title\":\"N\",\"body\":\"Body \($0)\"}" }
    let task = TaskRecord(
      id: TaskID(1), role: "rewrite", article: 1, state: .ready(.retry, notBefore: nil),
      adjustment: Adjustment(section: 1, complaint: "What?", reasked: [1]))
    let candidate = Candidate(
      task: task, article: Self.article, revision: 1,
      finished: Self.finished(Array(outputs.prefix(2)), job: job))
    let plan = try RequestBuilder(job).plan(
      candidate, model: "openai/gpt-4o-mini", catalogue: .offline)
    guard case .send(let shape, let body) = plan else {
      Issue.record("not sent")
      return
    }
    #expect(shape.adjustment == Adjustment(section: 1, complaint: "What?", reasked: [1]))
    #expect(String(decoding: body, as: UTF8.self).contains("Section 2 of 3"))
    var claimed = task
    claimed.state = .claimed(ClaimNumber(1))
    let answer = Answer(output: outputs[1], extraction: .whole)
    let next = claimed.after(.decided(.proceed(answer, step: 1)))
    #expect(next?.adjustment == Adjustment(reasked: [1]))
  }

  @Test func `the room is counted for the section`() throws {
    let job = try Self.job(Self.rewrite)
    let task = TaskRecord(
      id: TaskID(1), role: "rewrite", article: 1, state: .ready(.new, notBefore: nil))
    let long = Article(
      id: "1", title: "T",
      body: Array(repeating: Self.paragraph("word"), count: 100).joined(separator: "\n\n"))
    let card = ModelCard(id: "a/b", contextLength: 4_000)
    func plan(_ job: Job) throws -> RequestPlan {
      try RequestBuilder(job).plan(
        Candidate(task: task, article: long, revision: 1), model: "a/b",
        catalogue: ModelCatalogue([card]))
    }
    guard case .send = try plan(job) else {
      Issue.record("too long")
      return
    }
    var whole = job
    whole.sections = nil
    guard case .tooLong = try plan(whole) else {
      Issue.record("not too long")
      return
    }
  }
}
