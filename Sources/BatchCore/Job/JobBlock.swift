import Yams

/// A mapping of the job file while it is read: what is asked for is known, what is left is not.
struct JobBlock {
  /// How messages call it, such as `request`; empty for the file itself.
  let name: String
  let line: Int
  private var members: [(key: String, line: Int, node: Node)] = []
  private var asked: [String] = []

  /// Nil, with a mistake noted, if the node is not a mapping of words.
  init?(_ node: Node, name: String, mistakes: inout [JobFileMistake]) {
    let line = node.mark?.line ?? 1
    guard case .mapping(let mapping) = node else {
      let place = name.isEmpty ? "the file" : "`\(name)`"
      mistakes.append(JobFileMistake(line: line, "\(place) must be a block of `word: value` lines"))
      return nil
    }
    self.name = name
    self.line = line
    for (key, value) in mapping {
      guard let scalar = key.scalar else {
        mistakes.append(
          JobFileMistake(line: key.mark?.line ?? line, "a word is expected before `:`"))
        continue
      }
      members.append((scalar.string, key.mark?.line ?? line, value))
    }
  }

  /// A member's value and the line of its word; its word is valid from now on.
  mutating func take(_ key: String) -> (node: Node, line: Int)? {
    asked.append(key)
    guard let index = members.firstIndex(where: { $0.key == key }) else { return nil }
    let member = members.remove(at: index)
    return (member.node, member.line)
  }

  /// Notes the words that nothing asked for.
  func reportUnknown(to mistakes: inout [JobFileMistake]) {
    for member in members {
      let place = name.isEmpty ? "" : " in `\(name)`"
      let advice =
        nearest(member.key, in: asked).map { "did you mean `\($0)`?" }
        ?? "known: \(asked.joined(separator: ", "))"
      mistakes.append(
        JobFileMistake(line: member.line, "unknown word `\(member.key)`\(place); \(advice)"))
    }
  }
}
