import Foundation
import Glibc

/// Articles made up for a measurement: all of the same length, each another text.
struct Corpus {
  var count: Int
  /// Of a body, in bytes, about.
  var bytes: Int

  private static let paragraph =
    "Paragraph of an article: the chain squeaks, and oil will not cure it. <b>It's</b> late. "

  /// Writes them as JSON Lines, and as a table with tabs where that is asked for.
  ///
  /// - Returns: the bytes of the JSON Lines.
  @discardableResult
  func write(lines: String, table: String? = nil) throws -> Int {
    let text = String(
      String(repeating: Self.paragraph, count: bytes / Self.paragraph.utf8.count + 1)
        .prefix(bytes))
    let lines = try Sink(lines)
    let table = try table.map(Sink.init)
    for number in 1...count {
      let body = "\(number) \(text)"
      lines.add("{\"id\":\"a\(number)\",\"title\":\"Article \(number)\",\"body\":\"\(body)\"}\n")
      table?.add("a\(number)\tArticle \(number)\t\(body)\n")
    }
    try table?.close()
    return try lines.close()
  }
}

/// A file that is written in large pieces.
private final class Sink {
  private let path: String
  private let file: UnsafeMutablePointer<FILE>
  private var count = 0

  init(_ path: String) throws {
    self.path = path
    guard let file = fopen(path, "w") else { throw Child.Failed(description: "\(path): \(errno)") }
    self.file = file
    setvbuf(file, nil, _IOFBF, 1 << 20)
  }

  func add(_ text: String) {
    var text = text
    count += text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) }
  }

  @discardableResult
  func close() throws -> Int {
    guard fclose(file) == 0 else { throw Child.Failed(description: "\(path): \(errno)") }
    return count
  }
}
