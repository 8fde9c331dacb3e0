import BatchCore

/// The pieces of a text that comes in chunks.
func split(_ chunks: [[UInt8]], limit: Int = RecordSplitter.defaultLimit) -> [SplitPiece] {
  var splitter = RecordSplitter(limit: limit)
  var pieces: [SplitPiece] = []
  for chunk in chunks { pieces += chunk.withUnsafeBytes { splitter.feed($0) } }
  return joined(pieces + splitter.finish())
}

func split(_ text: String, limit: Int = RecordSplitter.defaultLimit) -> [SplitPiece] {
  split([Array(text.utf8)], limit: limit)
}

func record(_ line: Int, _ text: String) -> SplitPiece {
  .record(line: line, bytes: Array(text.utf8))
}

/// Blank lines counted together, wherever the chunks were cut.
private func joined(_ pieces: [SplitPiece]) -> [SplitPiece] {
  pieces.reduce(into: []) { joined, piece in
    if case .blank(let more) = piece, case .blank(let lines)? = joined.last {
      joined[joined.count - 1] = .blank(lines: lines + more)
    } else {
      joined.append(piece)
    }
  }
}
