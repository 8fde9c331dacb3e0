import Foundation
import Yams

extension JobFileReader {
  /// What it costs to think, from nothing upward.
  static let efforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max"]

  mutating func request(_ member: (node: Node, line: Int)?) -> RequestParameters? {
    var parameters = RequestParameters()
    guard let member else { return parameters }
    guard var block = JobBlock(member.node, name: "request", mistakes: &mistakes) else {
      return nil
    }
    if let (node, line) = block.take("temperature") {
      parameters.temperature = temperature(node, line)
    }
    if let (node, line) = block.take("maxTokens"), let size = maxTokens(node, line) {
      parameters.maxTokens = size
    }
    if let (node, line) = block.take("stream"), let flag = flag(node, line, of: "stream") {
      parameters.stream = flag
    }
    if let (node, line) = block.take("timeout"), let span = duration(node, line, of: "timeout") {
      parameters.timeout = span
    }
    if let (node, line) = block.take("reasoning") {
      parameters.reasoning = effort(node, line)
    }
    if let (node, line) = block.take("cache"), let flag = flag(node, line, of: "cache") {
      parameters.cache = flag
    }
    block.reportUnknown(to: &mistakes)
    return parameters
  }

  private mutating func temperature(_ node: Node, _ line: Int) -> Decimal? {
    guard let scalar = node.scalar, case .number(let text) = YAMLScalar(scalar),
      let number = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")),
      number >= 0, number <= 2
    else {
      note(line, "`temperature` must be a number from 0 to 2")
      return nil
    }
    return number
  }

  private mutating func maxTokens(_ node: Node, _ line: Int) -> RequestParameters.MaxTokens? {
    switch node.scalar.map({ YAMLScalar($0) }) {
    case .text("auto"): return .auto
    case .number(let text):
      // Some providers refuse less than 16.
      if let count = Int(text), (16...1_000_000).contains(count) { return .fixed(count) }
    default: break
    }
    note(line, "`maxTokens` must be `auto` or a whole number from 16 to 1000000")
    return nil
  }

  /// `on` and `off`, or `true` and `false`.
  private mutating func flag(_ node: Node, _ line: Int, of word: String) -> Bool? {
    switch node.scalar.map({ YAMLScalar($0) }) {
    case .bool(let flag): return flag
    case .text("on"), .text("yes"): return true
    case .text("off"), .text("no"): return false
    default:
      note(line, "`\(word)` must be `on` or `off`")
      return nil
    }
  }

  private mutating func duration(_ node: Node, _ line: Int, of word: String) -> Duration? {
    if let text = node.scalar?.string, let span = Duration(written: text), span <= .seconds(86400) {
      return span
    }
    note(line, "`\(word)` must be a span of time such as `90s`, `10m` or `2h`, at most `24h`")
    return nil
  }

  private mutating func effort(_ node: Node, _ line: Int) -> String? {
    let scalar = node.scalar.map { YAMLScalar($0) }
    if case .text(let word) = scalar, Self.efforts.contains(word) { return word }
    var advice = "known: \(Self.efforts.joined(separator: ", "))"
    if case .text(let word) = scalar, let close = nearest(word, in: Self.efforts) {
      advice = "did you mean `\(close)`?"
    }
    note(line, "unknown effort \(scalar?.name ?? "") for `reasoning`; \(advice)")
    return nil
  }
}
