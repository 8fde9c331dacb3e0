/// A record as one line: line breaks between tokens become spaces, those inside a string, where JSON
/// does not allow them, their escapes. The other bytes stay as they are.
package func compactElement(_ record: [UInt8]) -> [UInt8] {
  guard record.contains(0x0A) else { return record }
  var line: [UInt8] = []
  line.reserveCapacity(record.count)
  var isString = false
  var isEscaped = false
  for byte in record {
    if byte == 0x0A {
      // A backslash before it is already the first half of its escape.
      if isString, !isEscaped { line.append(UInt8(ascii: "\\")) }
      line.append(isString ? UInt8(ascii: "n") : 0x20)
      isEscaped = false
      continue
    }
    line.append(byte)
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = isString
    } else if byte == UInt8(ascii: "\"") {
      isString.toggle()
    }
  }
  return line
}
