import BatchCore
import Testing

struct RecordSplitterTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var pieces: [SplitPiece]
    var testDescription: String { name }
  }

  static let rows: [Row] = [
    Row(name: "nothing", text: "", pieces: []),
    Row(name: "one byte", text: "x", pieces: [record(1, "x")]),
    Row(name: "lines", text: "{1}\n{2}\n", pieces: [record(1, "{1}"), record(2, "{2}")]),
    Row(
      name: "no final line feed", text: "{1}\n{2}", pieces: [record(1, "{1}"), record(2, "{2}")]),
    Row(name: "CRLF", text: "{1}\r\n{2}\r\n", pieces: [record(1, "{1}\r"), record(2, "{2}\r")]),
    Row(name: "byte order mark", text: "\u{FEFF}{1}\n", pieces: [record(1, "{1}")]),
    Row(name: "mark alone", text: "\u{FEFF}", pieces: []),
    Row(
      name: "blank lines", text: "\n \r\n{1}\n\n\t\n{2}\n\n",
      pieces: [
        .blank(lines: 2), record(3, "{1}"), .blank(lines: 2), record(6, "{2}"), .blank(lines: 1),
      ]),
    Row(name: "only blank lines", text: "\n\n  ", pieces: [.blank(lines: 3)]),
    Row(name: "space first", text: " \n  {1}\n", pieces: [.blank(lines: 1), record(2, "  {1}")]),
    Row(
      name: "other line separators",
      text: "{a\u{2028}b\u{2029}c\u{85}d\u{0B}e\u{0C}f\rg}\n{2}",
      pieces: [record(1, "{a\u{2028}b\u{2029}c\u{85}d\u{0B}e\u{0C}f\rg}"), record(2, "{2}")]),
    Row(name: "array", text: "[1,2]", pieces: [record(1, "1"), record(1, "2")]),
    Row(name: "empty array", text: " [ ] \n", pieces: []),
    Row(
      name: "pretty array", text: "\n[\n  {\n \"a\": 1\n  } ,\n\n  {2}\n]\n",
      pieces: [record(3, "{\n \"a\": 1\n  }"), record(7, "{2}")]),
    Row(
      name: "array of tricky strings", text: #"[{"a":"],[{\"\\"},"x\\",["]"]]"#,
      pieces: [record(1, #"{"a":"],[{\"\\"}"#), record(1, #""x\\""#), record(1, #"["]"]"#)]),
  ]

  @Test(arguments: rows)
  func `a file is cut into its records`(_ row: Row) {
    #expect(split(row.text) == row.pieces)
  }

  @Test(arguments: rows)
  func `the records do not depend on where the chunks are cut`(_ row: Row) {
    let bytes = Array(row.text.utf8)
    for first in 0...bytes.count {
      for second in first...bytes.count {
        let chunks = [bytes[..<first], bytes[first..<second], bytes[second...]].map(Array.init)
        #expect(split(chunks) == row.pieces, "cut at \(first) and \(second)")
      }
    }
    #expect(split(bytes.map { [$0] }) == row.pieces)
  }

  @Test(arguments: [
    ("[1,2", 1, "ends inside the element"),
    ("[\n1,\n", 3, "not closed"),
    ("[", 1, "not closed"),
    ("[1,]", 1, "comma too many"),
    ("[,1]", 1, "comma too many"),
    ("[1]\n\n{2}", 3, "after the array"),
    ("[1,\n{\"a\": \"b", 2, "ends inside the element"),
  ])
  func `a broken array keeps what came before and names its line`(
    text: String, line: Int, sentence: String
  ) throws {
    let chunkings = [[Array(text.utf8)], text.utf8.map { [$0] }]
    for chunks in chunkings {
      let pieces = split(chunks)
      guard case .broken(let found, let mistake)? = pieces.last else {
        Issue.record("not broken: \(pieces)")
        continue
      }
      #expect(found == line)
      #expect(mistake.sentence.contains(sentence))
      #expect(pieces.dropLast().allSatisfy { $0 == record(text.hasPrefix("[\n") ? 2 : 1, "1") })
    }
  }

  @Test func `a record over the limit is passed over to its end`() {
    let long = String(repeating: "x", count: 11)
    let fits = String(repeating: "y", count: 10)
    let expected: [SplitPiece] = [.tooLong(line: 1), record(2, fits), .tooLong(line: 3)]
    let lines = Array("\(long)\n\(fits)\n\(long)".utf8)
    #expect(split([lines], limit: 10) == expected)
    #expect(split(lines.map { [$0] }, limit: 10) == expected)
    let array = Array("[\(long),\n\(fits),\n\"\(long)]\"]".utf8)
    #expect(split([array], limit: 10) == expected)
    #expect(split(array.map { [$0] }, limit: 10) == expected)
  }

  @Test func `a long record is never held beyond the limit`() {
    var splitter = RecordSplitter(limit: 1000)
    let chunk = [UInt8](repeating: 0x78, count: 4096)
    for _ in 0..<1000 { #expect(chunk.withUnsafeBytes { splitter.feed($0) }.isEmpty) }
    #expect(splitter.finish() == [.tooLong(line: 1)])
  }

  @Test(arguments: [
    ([0xFF, 0xFE, 0x7B, 0x00], "UTF-16"), ([0xFE, 0xFF, 0x00, 0x7B], "UTF-16"),
    ([0xFF, 0xFE, 0x00, 0x00], "UTF-32"), ([0x00, 0x00, 0xFE, 0xFF], "UTF-32"),
    ([0x7B, 0x00, 0x22, 0x00], "UTF-16"), ([0x00, 0x5B, 0x00, 0x7B], "UTF-16"),
  ])
  func `other encodings are refused with a remedy`(bytes: [UInt8], name: String) {
    guard case .broken(let line, let mistake)? = split([bytes, [0x0A, 0x00]]).first else {
      Issue.record("\(bytes) was read")
      return
    }
    #expect(line == 1)
    #expect(mistake.sentence.contains(name))
    #expect(mistake.remedy?.contains("iconv -f \(name)") == true)
  }

  @Test func `a bomb of brackets is one unfinished element`() {
    let bomb = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    guard case .broken(1, _)? = split([bomb]).last else {
      Issue.record("the bomb was read")
      return
    }
  }
}
