import Yams

/// The text of a job file as a tree; what could hurt its reader is refused.
struct YAMLTree {
  let node: Node

  /// Prompts are a few kilobytes; more than this is the wrong file.
  static let largestFile = 1 << 20

  init(_ text: String) throws(JobFileMistake) {
    guard text.utf8.count <= Self.largestFile else {
      throw JobFileMistake(line: 1, "larger than 1 MiB: this is no job file")
    }
    let text = Self.plain(text)
    if let line = Self.firstAnchor(in: text) {
      throw JobFileMistake(line: line, Self.anchorSentence)
    }
    do {
      // No rules: scalars are resolved by YAMLScalar, and keys that are the same text are the same.
      let parser = try Yams.Parser(yaml: text, resolver: .basic)
      guard let root = try parser.singleRoot(), root.scalar?.string.isEmpty != true else {
        throw JobFileMistake(line: 1, "the file is empty; see `jobs/rewrite.yaml` for one")
      }
      // Nodes hold their anchors weakly, the parser holds them.
      try withExtendedLifetime(parser) { try Self.check(root, depth: 0) }
      node = root
    } catch let mistake as JobFileMistake {
      throw mistake
    } catch let error as YamlError {
      throw Self.mistake(of: error, in: text)
    } catch {
      throw JobFileMistake(line: 1, "not YAML: \(error)")
    }
  }

  /// Deeper than any schema; the walks over the tree are recursive.
  private static let deepest = 50

  private static func check(_ node: Node, depth: Int) throws(JobFileMistake) {
    let line = node.mark?.line ?? 1
    guard depth <= deepest else {
      throw JobFileMistake(line: line, "nested more than \(deepest) deep")
    }
    guard node.anchor == nil else { throw JobFileMistake(line: line, anchorSentence) }
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping {
        try check(key, depth: depth + 1)
        try check(value, depth: depth + 1)
      }
    case .sequence(let sequence):
      for element in sequence { try check(element, depth: depth + 1) }
    case .scalar: break
    case .alias: throw JobFileMistake(line: line, anchorSentence)
    }
  }

  /// Without a byte order mark, lines ended by LF.
  private static func plain(_ text: String) -> String {
    let text =
      text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    return text.replacing("\r\n", with: "\n")
  }

  static let anchorSentence =
    "anchors and aliases (`&name`, `*name`) are not supported; write the value out"

  private static func mistake(of error: YamlError, in text: String) -> JobFileMistake {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      if let line = tabbedLine(in: text, near: mark.line) {
        return JobFileMistake(line: line, "a tab indents this line; YAML wants spaces")
      }
      let origin = context.map { " (\($0.text), line \($0.mark.line))" } ?? ""
      // What ends too early is reported after the last line.
      let line = min(mark.line, text.split(separator: "\n", omittingEmptySubsequences: true).count)
      return JobFileMistake(line: line, "not YAML: \(problem)\(origin)")
    case .reader(let problem, let offset, _, let yaml):
      let before = yaml.prefix(offset ?? 0)
      return JobFileMistake(line: 1 + before.count(where: \.isNewline), "not YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      let line = secondLine(of: key, after: context.mark, in: text)
      return JobFileMistake(
        line: line, "`\(key)` is given twice (first in line \(context.mark.line))")
    default:
      return JobFileMistake(line: 1, "not YAML: \(error)")
    }
  }

  /// libyaml reports a tab as "a character that cannot start any token", or a line too late.
  private static func tabbedLine(in text: String, near line: Int) -> Int? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return (line - 1...line).first { number in
      lines.indices.contains(number - 1)
        && lines[number - 1].prefix { $0 == " " || $0 == "\t" }.contains("\t")
    }
  }

  /// Yams names the first of two equal keys; the user wants the second.
  private static func secondLine(of key: String, after first: Mark, in text: String) -> Int {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated().dropFirst(first.line) {
      let indent = line.prefix { $0 == " " }.count
      if indent == first.column - 1, line.dropFirst(indent).hasPrefix(key + ":") {
        return index + 1
      }
    }
    return first.line
  }

  /// The line of the first anchor outside of block texts: what no anchor names no alias can
  /// multiply, so a few lines cannot grow into a tree of billions of nodes.
  private static func firstAnchor(in text: String) -> Int? {
    var blockIndent: Int?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let indent = line.prefix { $0 == " " }.count
      let isBlank = line.allSatisfy(\.isWhitespace)
      if let block = blockIndent {
        if isBlank || indent > block { continue }
        blockIndent = nil
      }
      if line.firstMatch(of: #/(^\s*|[-:?,\[{]\s+|[\[{,])&[\w-]+(\s|$)/#) != nil {
        return index + 1
      }
      if line.firstMatch(of: #/(^|[-:?]\s+)[|>][-+0-9]*\s*(#.*)?$/#) != nil { blockIndent = indent }
    }
    return nil
  }
}
