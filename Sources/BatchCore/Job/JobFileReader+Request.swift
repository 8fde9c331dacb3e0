import Foundation
import Yams

extension JobFileReader {
  /// What it costs to think, from nothing upward.
  static let efforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max"]

  /// What providers are known to take; each clamps to what it can.
  static let aspectRatios = [
    "auto", "1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3", "4:5", "5:4", "21:9", "9:21", "1:2",
    "2:1", "1:4", "4:1", "1:8", "8:1",
  ]

  /// - Parameter output: nil if it could not be read.
  mutating func request(
    _ member: (node: Node, line: Int)?, for output: OutputShape?
  ) -> RequestParameters? {
    // An image comes in one piece, streamed or not.
    var parameters = RequestParameters(stream: output != .image)
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
    if let (node, line) = block.take("aspectRatio") {
      if let output, output != .image {
        note(line, "`aspectRatio` goes with `output: { format: image }` only")
      }
      parameters.aspectRatio = aspectRatio(node, line)
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

  private mutating func aspectRatio(_ node: Node, _ line: Int) -> String? {
    let word = node.scalar?.string ?? ""
    guard !Self.aspectRatios.contains(word) else { return word }
    let advice =
      nearest(word, in: Self.aspectRatios).map { "did you mean `\($0)`?" }
      ?? "known: \(Self.aspectRatios.joined(separator: ", "))"
    note(line, "unknown ratio `\(word)` for `aspectRatio`; \(advice)")
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
