import BatchCore
import Testing

@Suite struct JobFileMistakesTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let from: String
    let to: String
    let lines: [String]
    var testDescription: String { to }

    init(_ from: String, _ to: String, _ lines: String...) {
      self.from = from
      self.to = to
      self.lines = lines
    }
  }

  static let rows = [
    Row(
      "temperature: 0.4", "temprature: 0.4",
      "5: unknown word `temprature` in `request`; did you mean `temperature`?"),
    Row("temperature: 0.4", "temperature: 2.1", "5: `temperature` must be a number from 0 to 2"),
    Row("temperature: 0.4", "temperature: -1", "5: `temperature` must be a number from 0 to 2"),
    Row("temperature: 0.4", "temperature: warm", "5: `temperature` must be a number from 0 to 2"),
    Row(
      "temperature: 0.4", "temperature: \"0.4\"", "5: `temperature` must be a number from 0 to 2"),
    Row("temperature: 0.4", "\ttemperature: 0.4", "5: a tab indents this line; YAML wants spaces"),
    Row(
      "maxTokens: 2000", "maxTokens: 15",
      "6: `maxTokens` must be `auto` or a whole number from 16 to 1000000"),
    Row(
      "maxTokens: 2000", "maxTokens: 1000001",
      "6: `maxTokens` must be `auto` or a whole number from 16 to 1000000"),
    Row(
      "maxTokens: 2000", "maxTokens: 20.5",
      "6: `maxTokens` must be `auto` or a whole number from 16 to 1000000"),
    Row("stream: off", "stream: perhaps", "7: `stream` must be `on` or `off`"),
    Row(
      "timeout: 90s", "timeout: 90",
      "8: `timeout` must be a span of time such as `90s`, `10m` or `2h`, at most `24h`"),
    Row(
      "timeout: 90s", "timeout: 0s",
      "8: `timeout` must be a span of time such as `90s`, `10m` or `2h`, at most `24h`"),
    Row(
      "timeout: 90s", "timeout: 25h",
      "8: `timeout` must be a span of time such as `90s`, `10m` or `2h`, at most `24h`"),
    Row(
      "reasoning: none", "reasoning: meduim",
      "9: unknown effort `meduim` for `reasoning`; did you mean `medium`?"),
    Row(
      "reasoning: none", "reasoning: 3",
      "9: unknown effort `3` for `reasoning`; known: none, minimal, low, medium, high, xhigh, max"),
    Row("cache: off", "cache: 1", "10: `cache` must be `on` or `off`"),
    Row("cache: off", "stream: on", "10: `stream` is given twice (first in line 7)"),
    Row(
      "role: rewrite", "rol: rewrite", "1: `role` is missing, such as `role: rewrite`",
      "1: unknown word `rol`; did you mean `role`?"),
    Row(
      "role: rewrite", "role: deep",
      "1: `role: deep` in a file called `rewrite`: they must be the same"),
    Row(
      "role: rewrite", "role: re write",
      "1: `role` may hold letters, digits, `-` and `_`, 64 of them at most"),
    Row("role: rewrite", "role: [a]", "1: `role` must be a text"),
    Row("role: rewrite", "role:", "1: `role` is empty"),
    Row("role: rewrite", "role: 12", "1: `role` must be a text; put 12 in quotes"),
    Row(
      "role: rewrite", "role: &a rewrite",
      "1: anchors and aliases (`&name`, `*name`) are not supported; write the value out"),
    Row(
      "[openai/gpt-4o-mini, anthropic/claude-haiku-4.5]", "[]",
      "3: `models` is empty; name at least one, such as `openai/gpt-4o-mini`"),
    Row(
      "[openai/gpt-4o-mini, anthropic/claude-haiku-4.5]", "openai/gpt-4o-mini",
      "3: `models` must be a list, such as `[openai/gpt-4o-mini]`"),
    Row(
      "[openai/gpt-4o-mini,", "[gpt-4o-mini,",
      "3: `gpt-4o-mini` lacks its author, such as `openai/` in `openai/gpt-4o-mini`"),
    Row(
      "[openai/gpt-4o-mini,", "[openai/gpt 4o,",
      "3: `openai/gpt 4o` has a space in it; no model has"),
    Row(
      "[openai/gpt-4o-mini,", "[openai/gpt/4o,",
      "3: `openai/gpt/4o` is no model id; they look like `openai/gpt-4o-mini`"),
    Row(
      "[openai/gpt-4o-mini,", "[anthropic/claude-haiku-4.5,",
      "3: `anthropic/claude-haiku-4.5` is named twice; `retry.attempts` says how often a model is asked"
    ),
    Row(
      "models: [", "modles: [", "1: `models` is missing, such as `models: [openai/gpt-4o-mini]`",
      "3: unknown word `modles`; did you mean `models`?"),
    Row(
      "    {{body}}", "    {{boddy}}", "16: unknown variable `{{boddy}}`; did you mean `{{body}}`?"),
    Row(
      "    {{body}}", "    {{category}}",
      "16: unknown variable `{{category}}`; known: title, body, excerpt, id, marker, section, outline, before, description, or `{{article.category}}` for a field of your own"
    ),
    Row("    {{body}}", "    {{body}", "16: `{{` is never closed by `}}`"),
    Row(
      "    {{body}}", "    {{#title}}{{body}}", "16: `{{#title}}` is never closed by `{{/title}}`"),
    Row(
      "    {{body}}", "    {{#title}}{{body}}{{/body}}",
      "16: `{{/body}}`: `{{/title}}` is expected",
      "16: `{{#title}}` is never closed by `{{/title}}`"),
    Row("    {{body}}", "    {{>footer}}", "16: templates may not use other templates or settings"),
    Row(
      "    {{body}}", "    {{uppercased(body)}}",
      "16: unknown variable `{{uppercased(body)}}`; known: title, body, excerpt, id, marker, section, outline, before, description and `article.NAME`"
    ),
    Row("system: |\n    You edit.", "system: ''", "12: `system` is empty"),
    Row(
      "system: |", "sytem: |", "12: `prompt.system` is missing",
      "12: unknown word `sytem` in `prompt`; did you mean `system`?"),
    Row("format: json", "format: jsno", "18: unknown format `jsno`; did you mean `json`?"),
    Row(
      "format: json", "format: imgae", "18: unknown format `imgae`; did you mean `image`?"),
    Row("format: json", "format: pdf", "18: unknown format `pdf`; known: json, text, image"),
    Row("format: json", "format: image", "19: `schema` goes with `format: json` only"),
    Row(
      "temperature: 0.4", "aspectRatio: 16:9",
      "5: `aspectRatio` goes with `output: { format: image }` only"),
    Row(
      "temperature: 0.4", "aspectRatio: 16x9",
      "5: `aspectRatio` goes with `output: { format: image }` only",
      "5: unknown ratio `16x9` for `aspectRatio`; did you mean `16:9`?"),
    Row(
      "temperature: 0.4", "aspectRato: 16:9",
      "5: unknown word `aspectRato` in `request`; did you mean `aspectRatio`?"),
    Row("format: json", "format: text", "19: `schema` goes with `format: json` only"),
    Row("    type: object\n", "    type: array\n", "19: `schema` must be of `type: object`"),
    Row(
      "minLength: 1", "minLenght: 1",
      "23: `minLenght` is not supported in a schema; did you mean `minLength`?"),
    Row("minLength: 1", "minLength: -1", "23: `minLength` must be a whole number from 0"),
    Row("minLength: 1", "minLength: one", "23: `minLength` must be a whole number from 0"),
    Row("maximum: 1.50", "maximum: \"2\"", "24: `maximum` must be a number"),
    Row(
      "minLength: 1", "pattern: \"^[a\"",
      "23: `pattern` is not supported in a schema; known: type, properties, required, enum, const, items, additionalProperties, minLength, maxLength, minItems, maxItems, minimum, maximum, description, title"
    ),
    Row("enum: [1, 2]", "enum: 1", "24: `enum` must be a list"),
    Row("enum: [1, 2]", "enum: []", "24: `enum` must be a list"),
    Row("maximum: 1.50", "type: string", "24: `type` is given twice (first in line 24)"),
    Row("alpha: { type", "alpha: 1 #", "24: a schema is a block of words"),
    Row(
      "type: integer", "type: int",
      "24: unknown type `int`; known: object, array, string, number, integer, boolean, null"),
    Row(
      "zeta, alpha]", "zeta, alhpa]",
      "21: `required` names `alhpa`, which is no property; did you mean `alpha`?"),
    Row("attempts: 3", "attempts: 0", "27: `attempts` must be a whole number from 1 to 20"),
    Row("attempts: 3", "attempts: 21", "27: `attempts` must be a whole number from 1 to 20"),
    Row(
      "retry:", "sections: { ovr: 5000 words }\nretry:",
      "26: `sections.over` is missing, such as `over: 5000 words`",
      "26: unknown word `ovr` in `sections`; did you mean `over`?"),
    Row(
      "retry:", "sections: { over: 5000 signs }\nretry:",
      "26: `over` must be a number of words from 100 to 1000000, such as `5000 words`"),
    Row(
      "retry:", "sections: { over: 99 }\nretry:",
      "26: `over` must be a number of words from 100 to 1000000, such as `5000 words`"),
    Row(
      "retry:", "sections: { over: 500, merge: \"{{bdy}}\" }\nretry:",
      "26: unknown variable `{{bdy}}`; did you mean `{{body}}`?"),
    Row(
      "retry:", "checks: [keepsLinks]\nretry:",
      "26: `keepsLinks` compares the answer's `body` with the article's; the schema has no property "
        + "`body` of `type: string`"),
    Row(
      "retry:", "checks: [noDamge]\nretry:", "26: unknown check `noDamge`; did you mean `noDamage`?"
    ),
    Row(
      "retry:", "checks: [noDamage, noDamage]\nretry:", "26: `noDamage` is named twice in `checks`"),
    Row(
      "retry:", "checks: noDamage\nretry:",
      "26: `checks` must be a list, such as `[keepsLinks, keepsNumbers]`"),
    Row(
      "retry:", "checks:\n  - { lenghtRatio: [1, 2] }\nretry:",
      "27: unknown word `lenghtRatio` in `checks`; did you mean `lengthRatio`?"),
    Row(
      "retry:", "checks:\n  - lengthRatio\nretry:",
      "27: `lengthRatio` needs the least and the greatest length, in lengths of the article, such as "
        + "`{ lengthRatio: [0.5, 2.0] }`"),
    Row(
      "retry:", "colour: red\nretry:",
      "26: unknown word `colour`; known: role, description, models, request, prompt, output, checks, "
        + "sections, describe, retry"),
  ]

  @Test(arguments: rows)
  func `a mistake is named with its line and what was perhaps meant`(row: Row) throws {
    let text = JobTexts.complete.replacing(row.from, with: row.to)
    try #require(text != JobTexts.complete)
    #expect(mistakes(in: text) == row.lines.map { "jobs/rewrite.yaml:" + $0 })
  }

  @Test(arguments: [
    ("", "1: the file is empty; see `jobs/rewrite.yaml` for one"),
    ("# only a comment\n", "1: the file is empty; see `jobs/rewrite.yaml` for one"),
    ("hello", "1: the file must be a block of `word: value` lines"),
    ("- a\n- b", "1: the file must be a block of `word: value` lines"),
    (
      "role: [a, b",
      "1: not YAML: did not find expected ',' or ']' (while parsing a flow sequence, line 1)"
    ),
    (String(repeating: "#", count: 1 << 20) + "\n", "1: larger than 1 MiB: this is no job file"),
    (
      String(repeating: "[", count: 900) + String(repeating: "]", count: 900),
      "1: nested more than 50 deep"
    ),
    (
      "a: 1\n---\nb: 2\n",
      "2: not YAML: but found another document (expected a single document in the stream, line 1)"
    ),
    (
      "role: &a [x]\nb: *a\n",
      "1: anchors and aliases (`&name`, `*name`) are not supported; write the value out"
    ),
  ])
  func `what is no job file is refused in one line`(text: String, line: String) {
    #expect(mistakes(in: text) == ["jobs/rewrite.yaml:" + line])
  }

  @Test func `anchors that multiply are refused before they do`() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...40 {
      text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
    }
    #expect(mistakes(in: text).count == 1)
    // Hidden behind what looks like the start of a block text.
    let hidden = "x: # |\n  " + text.replacing("\n", with: "\n  ").replacing("&a0 [", with: "&a0 [")
    #expect(mistakes(in: hidden).count == 1)
  }

  @Test func `all mistakes are named at once, in the order of their lines`() {
    let text = JobTexts.complete
      .replacing("temperature: 0.4", with: "temperature: 9")
      .replacing("attempts: 3", with: "attempts: x")
      .replacing("role: rewrite", with: "rolle: rewrite")
    #expect(
      mistakes(in: text) == [
        "jobs/rewrite.yaml:1: `role` is missing, such as `role: rewrite`",
        "jobs/rewrite.yaml:1: unknown word `rolle`; did you mean `role`?",
        "jobs/rewrite.yaml:5: `temperature` must be a number from 0 to 2",
        "jobs/rewrite.yaml:27: `attempts` must be a whole number from 1 to 20",
      ])
  }

  @Test(arguments: [
    (
      "  model: a/writer\n", "",
      "4: `describe.model` is missing, such as `model: openai/gpt-4o-mini`"
    ),
    (
      "a/writer", "a/painter",
      "5: `a/painter` is in `models` too; another model writes what they draw"
    ),
    ("  system: You describe.\n", "", "5: `describe.system` is missing"),
    ("See {{body}}", "See {{bdy}}", "7: unknown variable `{{bdy}}`; did you mean `{{body}}`?"),
    ("  system: You describe.", "  sytem: You describe.", "5: `describe.system` is missing"),
    (
      "Draw {{description}}", "Draw {{title}}",
      "4: what `describe` writes would be paid for and not drawn; name `{{description}}` in "
        + "`prompt.user`, or take `describe` out"
    ),
    (
      "{ format: image }", "{ format: text }",
      "4: `describe` goes with `output: { format: image }` only"
    ),
  ])
  func `a wrong description is named`(from: String, to: String, line: String) {
    let lines = mistakes(in: JobTexts.described.replacing(from, with: to))
    #expect(lines.first == "jobs/rewrite.yaml:" + line || lines.contains { $0.hasSuffix(line) })
  }

  @Test func `more than twenty are counted`() {
    let text = JobTexts.complete + (1...25).map { "zzzzzz\($0): 1\n" }.joined()
    let lines = mistakes(in: text)
    #expect(lines.count == 21)
    #expect(lines.last == "jobs/rewrite.yaml: and 5 more")
  }

  private func mistakes(in text: String) -> [String] {
    do {
      _ = try JobFile.read(text, file: "jobs/rewrite.yaml")
      return []
    } catch {
      return error.lines
    }
  }
}
