/// What a splitter found next in a file.
package enum SplitPiece: Sendable, Equatable {
  /// A line of a JSONL file without its LF, or an element of an array without the space around it;
  /// `line` is that of its first byte, from 1.
  case record(line: Int, bytes: [UInt8])
  /// Lines that held nothing but white space.
  case blank(lines: Int)
  /// A record longer than the limit, passed over to its end.
  case tooLong(line: Int)
  /// Nothing after this line can be read; the last piece of its file.
  case broken(line: Int, LineMistake)
}
