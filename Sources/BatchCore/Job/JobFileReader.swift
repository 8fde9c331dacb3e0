import Foundation
import Yams

/// Walks the tree of a job file and notes every mistake on the way instead of stopping at the
/// first.
struct JobFileReader {
  let source: String
  /// From the file's name; nil if it says nothing.
  let expectedRole: String?
  var mistakes: [JobFileMistake] = []
  var warnings: [JobFileMistake] = []

  init(source: String, expectedRole: String?) {
    self.source = source
    self.expectedRole = expectedRole
  }

  mutating func job(from root: Node) -> Job? {
    guard var file = JobBlock(root, name: "", mistakes: &mistakes) else { return nil }
    let role = role(file.take("role"))
    let description = file.take("description").flatMap { text($0.node, of: "description") }
    let ladder = ladder(file.take("models"))
    let requestMember = file.take("request")
    let prompt = prompt(file.take("prompt"))
    let output = output(file.take("output"))
    let request = request(requestMember, for: output)
    let checks = checks(file.take("checks"), for: output)
    let sections = sections(file.take("sections"), for: output)
    let describe = describe(file.take("describe"), for: output, ladder ?? [], drawing: prompt)
    let attempts = attempts(file.take("retry"))
    file.reportUnknown(to: &mistakes)
    guard let role, let ladder, let request, let prompt, let output, let attempts, let checks
    else {
      return nil
    }
    return Job(
      role: role, description: description ?? "",
      ladder: (describe.map { [$0.model] } ?? []) + ladder, request: request,
      prompt: prompt, output: output, attempts: attempts, checks: checks, sections: sections,
      describe: describe, source: source,
      digest: JobDigest.hex(
        role: role, request: request, prompt: prompt, output: output,
        sections: sections, describe: describe))
  }

  mutating func note(_ line: Int, _ sentence: String) {
    mistakes.append(JobFileMistake(line: line, sentence))
  }

  mutating func missing(_ word: String, line: Int = 1, example: String) {
    note(line, "`\(word)` is missing, such as `\(example)`")
  }

  /// A text that is not empty, with its mistakes noted.
  mutating func text(_ node: Node, of word: String) -> String? {
    let line = node.mark?.line ?? 1
    guard let scalar = node.scalar else {
      note(line, "`\(word)` must be a text")
      return nil
    }
    switch YAMLScalar(scalar) {
    case .text(let text) where !text.allSatisfy(\.isWhitespace): return text
    case .text, .null: note(line, "`\(word)` is empty")
    case .bool, .number: note(line, "`\(word)` must be a text; put \(scalar.string) in quotes")
    }
    return nil
  }

  private mutating func role(_ member: (node: Node, line: Int)?) -> String? {
    guard let member else {
      missing("role", example: "role: \(expectedRole ?? "rewrite")")
      return nil
    }
    guard let role = text(member.node, of: "role") else { return nil }
    guard role.wholeMatch(of: #/[A-Za-z0-9][A-Za-z0-9_-]{0,63}/#) != nil else {
      note(member.line, "`role` may hold letters, digits, `-` and `_`, 64 of them at most")
      return nil
    }
    if let expectedRole, expectedRole != role {
      note(member.line, "`role: \(role)` in a file called `\(expectedRole)`: they must be the same")
    }
    return role
  }

  private static let longestLadder = 20

  private mutating func ladder(_ member: (node: Node, line: Int)?) -> [String]? {
    guard let member else {
      missing("models", example: "models: [openai/gpt-4o-mini]")
      return nil
    }
    guard case .sequence(let rungs) = member.node else {
      note(member.line, "`models` must be a list, such as `[openai/gpt-4o-mini]`")
      return nil
    }
    guard !rungs.isEmpty else {
      note(member.line, "`models` is empty; name at least one, such as `openai/gpt-4o-mini`")
      return nil
    }
    if rungs.count > Self.longestLadder {
      note(member.line, "`models` names \(rungs.count); at most \(Self.longestLadder) make sense")
    }
    var ladder: [String] = []
    for rung in rungs {
      guard let id = text(rung, of: "models") else { continue }
      let line = rung.mark?.line ?? member.line
      if let sentence = ModelID.mistake(in: id) {
        note(line, sentence)
      } else if ladder.contains(id) {
        note(line, "`\(id)` is named twice; `retry.attempts` says how often a model is asked")
      } else if id.split(separator: ":").dropFirst().contains("online") {
        warnings.append(JobFileMistake(line: line, ModelID.onlineWarning(id)))
      }
      ladder.append(id)
    }
    return ladder
  }

  private mutating func attempts(_ member: (node: Node, line: Int)?) -> Int? {
    guard let member else { return Self.usualAttempts }
    guard var block = JobBlock(member.node, name: "retry", mistakes: &mistakes) else { return nil }
    defer { block.reportUnknown(to: &mistakes) }
    guard let attempts = block.take("attempts") else { return Self.usualAttempts }
    guard let scalar = attempts.node.scalar, case .number(let text) = YAMLScalar(scalar),
      let count = Int(text), (1...20).contains(count)
    else {
      note(attempts.line, "`attempts` must be a whole number from 1 to 20")
      return nil
    }
    return count
  }

  /// What a job that says nothing gets, per model.
  private static let usualAttempts = 4
}
