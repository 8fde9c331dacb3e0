import BatchCore
import Testing

@Suite struct JobDigestTests {
  private func digest(_ from: String, _ to: String) throws -> String {
    let text = JobTexts.complete.replacing(from, with: to)
    try #require(text != JobTexts.complete || from == to)
    return try JobFile.read(text, file: "-").job.digest
  }

  @Test(arguments: [
    ("role: rewrite", "# a comment\nrole:   'rewrite'"),
    ("description: Rewrite an article.", "description: Other."),
    ("openai/gpt-4o-mini", "openai/gpt-5"),
    ("attempts: 3", "attempts: 9"),
    ("timeout: 90s", "timeout: 2h"),
    ("retry:", "checks: [noDamage]\nretry:"),
    ("stream: off", "stream: on"),
    ("cache: off", "cache: on"),
    ("  temperature: 0.4\n  maxTokens: 2000\n", "  maxTokens: 2000\n  temperature: 0.40\n"),
    ("    type: object\n", "    type: \"object\"  # quoted\n"),
  ])
  func `what does not shape an answer does not change it`(from: String, to: String) throws {
    #expect(try digest(from, to) == digest("x", "x"))
  }

  @Test func `the prompt of a description changes it, its model does not`() throws {
    func digest(_ from: String, _ to: String) throws -> String {
      try JobFile.read(JobTexts.described.replacing(from, with: to), file: "-").job.digest
    }
    let plain = try digest("x", "x")
    #expect(try digest("a/writer", "a/other") == plain)
    #expect(try digest("You describe.", "You see.") != plain)
    #expect(try digest("See {{body}}", "See {{excerpt}}") != plain)
    #expect(try digest("describe:\n  model: a/writer\n", "describe:\n  model: a/b\n") == plain)
  }

  @Test(arguments: [
    ("role: rewrite", "role: rewrite2"),
    ("You edit.", "You edit!"),
    ("{{title}}", "{{id}}"),
    ("temperature: 0.4", "temperature: 0.5"),
    ("maxTokens: 2000", "maxTokens: auto"),
    ("reasoning: none", "reasoning: low"),
    ("minLength: 1", "minLength: 2"),
    ("retry:", "sections: { over: 5000 words }\nretry:"),
    ("required: [zeta, alpha]", "required: [alpha, zeta]"),
    (
      "      zeta: { type: string, minLength: 1 }\n      alpha: { type: integer, maximum: 1.50, enum: [1, 2] }\n",
      "      alpha: { type: integer, maximum: 1.50, enum: [1, 2] }\n      zeta: { type: string, minLength: 1 }\n"
    ),
  ])
  func `what shapes an answer changes it`(from: String, to: String) throws {
    #expect(try digest(from, to) != digest("x", "x"))
  }
}
