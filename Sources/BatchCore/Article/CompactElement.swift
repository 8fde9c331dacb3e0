/// A record as one line: line breaks between tokens become spaces, those inside a string, where
/// JSON does not allow them, their escapes. The other bytes stay as they are.
package func compactElement(_ record: [UInt8]) -> [UInt8] {
  guard record.contains(0x0A) else { return record }
  var line: [UInt8] = []
  line.reserveCapacity(record.count)
  var string = JSONStringState()
  for byte in record {
    guard byte == 0x0A else {
      line.append(byte)
      string.take(byte)
      continue
    }
    // A backslash before it is already the first half of its escape.
    if string.isInside, !string.isEscaped { line.append(UInt8(ascii: "\\")) }
    line.append(string.isInside ? UInt8(ascii: "n") : 0x20)
    string.endEscape()
  }
  return line
}
