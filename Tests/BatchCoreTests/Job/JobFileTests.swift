import BatchCore
import Testing

@Suite struct JobFileTests {
  @Test func `a complete file becomes a job`() throws {
    let job = try JobFile.read(JobTexts.complete, file: "jobs/rewrite.yaml").job
    #expect(job.role == "rewrite")
    #expect(job.description == "Rewrite an article.")
    #expect(job.ladder == ["openai/gpt-4o-mini", "anthropic/claude-haiku-4.5"])
    #expect(job.request.temperature == 0.4)
    #expect(job.request.maxTokens == .fixed(2000))
    #expect(job.request.stream == false)
    #expect(job.request.timeout == .seconds(90))
    #expect(job.request.reasoning == "none")
    #expect(job.request.cache == false)
    #expect(job.prompt.system == "You edit.\n")
    #expect(job.prompt.user == "{{title}}\n{{body}}\n")
    #expect(job.attempts == 3)
    #expect(job.source == JobTexts.complete)
    #expect(job.digest.count == 64)
  }

  @Test func `what is left out has its usual value`() throws {
    let job = try JobFile.read(JobTexts.small, file: "jobs/rewrite.yaml").job
    #expect(job.request == RequestParameters())
    #expect(job.output == .text)
    #expect(job.attempts == 4)
    #expect(job.description == "")
  }

  @Test func `checks are read in the file's order`() throws {
    let text = JobTexts.small + "checks: [noDamage, { lengthRatio: [0.5, 2.0] }, keepsLinks]\n"
    let job = try JobFile.read(text, file: "jobs/rewrite.yaml").job
    #expect(job.checks == [.noDamage, .lengthRatio(0.5...2.0), .keepsLinks])
    let plain = JobTexts.small + "checks: [\(Check.plain.map(\.name).joined(separator: ", "))]\n"
    #expect(try JobFile.read(plain, file: "jobs/rewrite.yaml").job.checks == Check.plain)
  }

  @Test func `the schema keeps the order of the file`() throws {
    let job = try JobFile.read(JobTexts.complete, file: "jobs/rewrite.yaml").job
    guard case .json(let schema) = job.output else {
      Issue.record("not JSON")
      return
    }
    #expect(
      schema.text == """
        {"type":"object","required":["zeta","alpha"],"properties":{"zeta":{"type":"string",\
        "minLength":1},"alpha":{"type":"integer","maximum":1.50,"enum":[1,2]}},\
        "additionalProperties":false}
        """)
    #expect(schema.root[member: "type"]?.text == "object")
  }

  @Test(arguments: ["\u{FEFF}", ""], ["\n", "\r\n"])
  func `byte order mark and line ends do not matter`(mark: String, end: String) throws {
    let text = mark + JobTexts.complete.replacing("\n", with: end)
    let job = try JobFile.read(text, file: "jobs/rewrite.yaml").job
    let plain = try JobFile.read(JobTexts.complete, file: "jobs/rewrite.yaml").job
    #expect(job.digest == plain.digest)
    #expect(job.prompt == plain.prompt)
  }

  @Test func `words are texts where YAML 1 point 1 would see values`() throws {
    let text = JobTexts.complete.replacing(
      "enum: [1, 2]", with: "enum: [no, on, NO, 12:30, 0x1F, 1_000]")
    guard case .json(let schema) = try JobFile.read(text, file: "-").job.output else { return }
    #expect(schema.text.contains(##""enum":["no","on","NO","12:30","0x1F","1_000"]"##))
  }

  @Test func `a file of another name is no mistake where the name says nothing`() throws {
    let file = try JobFile.read(JobTexts.small, file: "standard input")
    #expect(file.job.role == "rewrite")
  }

  @Test func `an online variant is a warning`() throws {
    let text = JobTexts.small.replacing("gpt-4o-mini", with: "gpt-4o-mini:online")
    let file = try JobFile.read(text, file: "jobs/rewrite.yaml")
    #expect(
      file.warnings == [
        JobFileMistake(
          line: 2,
          "`openai/gpt-4o-mini:online` runs a paid web search with every request and often "
            + "breaks JSON answers; `openai/gpt-4o-mini` does not")
      ])
  }

  @Test func `block texts may speak of anchors, tabs and braces`() throws {
    let text = JobTexts.small.replacing(
      "    You edit.\n", with: "    You & edit:\n    &amp *all* of - &it\n    \tindented {x} # y\n")
    let job = try JobFile.read(text, file: "jobs/rewrite.yaml").job
    #expect(job.prompt.system == "You & edit:\n&amp *all* of - &it\n\tindented {x} # y\n")
  }
}
