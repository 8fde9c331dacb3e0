extension Reply {
  /// Spoils how a good answer travels; faults inside the answer leave it as it is.
  mutating func spoil(_ fault: Fault) {
    switch fault {
    case .cut(let count): cut(after: count)
    case .whitespaceOnly:
      framing = .chunked
      steps = [.bytes(Self.padding), .rest(milliseconds: 5), .bytes(Self.padding)]
    case .halfDocument:
      let half = Array(body.prefix(body.count / 2))
      framing = isStream ? .chunked : .length(half.count)
      steps = [.bytes(half)]
    case .whitespaceFirst:
      framing = .chunked
      steps.insert(
        contentsOf: [.bytes(Self.padding), .rest(milliseconds: 5), .bytes(Self.padding)], at: 0)
    case .hang(let milliseconds), .slow(let milliseconds): delayMilliseconds += milliseconds
    case .drip(let milliseconds): drip(milliseconds)
    case .odd(let oddity): spoil(oddity)
    default: break
    }
  }

  /// The newlines and blanks that keep a slow plain answer alive (gh:CLIProxyAPI#2690).
  private static let padding = Array("\n         \n         \n".utf8)

  private mutating func cut(after count: Int) {
    if !isStream { framing = .length(max(body.count, count + 1)) }
    var left = count
    var kept: [Step] = []
    for step in steps {
      guard case .bytes(let bytes) = step else {
        kept.append(step)
        continue
      }
      if left > 0 { kept.append(.bytes(Array(bytes.prefix(left)))) }
      left -= bytes.count
      if left <= 0 { break }
    }
    steps = kept + [.cut]
  }

  private mutating func drip(_ milliseconds: Int) {
    let interval = 20
    let drop = isStream ? CompletionStream.comment("\n") : [UInt8(ascii: " ")]
    framing = .chunked
    steps = (0..<max(1, milliseconds / interval)).flatMap { _ in
      [Step.bytes(drop), .rest(milliseconds: interval)]
    }
    steps.append(.cut)
  }
}
