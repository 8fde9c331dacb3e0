/// The name of the encoding that a file's first four bytes show, if it is not UTF-8.
func foreignEncoding(_ head: [UInt8]) -> String? {
  if head.starts(with: [0xFF, 0xFE, 0, 0]) || head == [0, 0, 0xFE, 0xFF] { return "UTF-32" }
  if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
  // Without a mark: every second byte of ASCII text is zero, and a zero is never right in JSON.
  guard head.count >= 2 else { return nil }
  return (head[0] == 0) != (head[1] == 0) ? "UTF-16" : nil
}

/// What to tell the owner of such a file.
func foreign(_ encoding: String) -> LineMistake {
  LineMistake(
    "the text is \(encoding), not UTF-8",
    remedy: "Convert it: iconv -f \(encoding) -t UTF-8 FILE | batch enqueue -")
}
