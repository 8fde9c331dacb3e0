import Foundation

/// Finds the one JSON document in a model's text: the whole of it, else inside a fence or prose,
/// else as JSON5; it never completes or guesses one.
package enum JSONExtraction: Sendable, Equatable {
  case found(JSONValue, output: String, Answer.Extraction)
  /// Why there is none, as the end of a sentence.
  case nothing(String)

  /// Looks for the document in a text; `fits` says whether one is what was asked for and so decides
  /// between several.
  package static func find(in text: String, fits: (JSONValue) -> Bool) -> JSONExtraction {
    var copy = text
    let whole = copy.withUTF8 { Self.whole($0, of: text) }
    return whole ?? search(Array(text.utf8), fits: fits)
  }

  /// The document that is all of a text; nil: one may be inside it.
  private static func whole(
    _ utf8: UnsafeBufferPointer<UInt8>, of text: String
  ) -> JSONExtraction? {
    let whole = trimmed(utf8[...])
    guard !whole.isEmpty else { return .nothing("it is empty") }
    do {
      let value = try JSONReader.document(UnsafeBufferPointer(rebasing: whole))
      let output =
        whole.count == utf8.count ? text : String(decoding: whole, as: UTF8.self)
      return .found(value, output: output, .whole)
    } catch JSONReader.Failure.repeatedName(let name) {
      return .nothing("it names \(name) twice")
    } catch JSONReader.Failure.tooDeep {
      return .nothing("it is nested too deeply")
    } catch {
      return nil
    }
  }

  private static func search(_ bytes: [UInt8], fits: (JSONValue) -> Bool) -> JSONExtraction {
    var fitting: Document?
    var largest: Document?
    var count = 0
    var position = 0
    var openBraces = 0
    while let start = JSONSpan.nextStart(in: bytes, from: position) {
      guard keepsBalance(bytes[position..<start], &openBraces) else { return tornOpen }
      // A document that was begun and is broken makes all that follows doubtful: a part of it
      // could pass for the answer.
      guard let document = document(in: bytes, at: start) else {
        return .nothing("a JSON document in it is broken or not complete")
      }
      position = document.end
      if document.isHollow { continue }
      count += 1
      guard count <= documentLimit else { return .nothing("it holds too many documents") }
      if fits(document.value) {
        guard fitting?.value ?? document.value == document.value else {
          return .nothing("it holds several different answers")
        }
        fitting = fitting ?? document
      } else if document.size > largest?.size ?? 0 {
        largest = document
      }
    }
    guard keepsBalance(bytes[position...], &openBraces) else { return tornOpen }
    guard let best = fitting ?? largest else { return .nothing("no JSON document is in it") }
    return .found(best.value, output: best.output, best.extraction)
  }

  /// No answer comes with more of them around it.
  private static let documentLimit = 1000

  private static let tornOpen = JSONExtraction.nothing("a JSON document in it ends too soon")

  /// A closing brace in the prose that no prose has opened is the true end of a document that an
  /// unescaped quote and brace ended too soon.
  private static func keepsBalance(_ prose: ArraySlice<UInt8>, _ openBraces: inout Int) -> Bool {
    for byte in prose {
      if byte == UInt8(ascii: "{") { openBraces += 1 }
      if byte == UInt8(ascii: "}") { openBraces -= 1 }
      if openBraces < 0 { return false }
    }
    return true
  }

  private static func document(in bytes: [UInt8], at start: Int) -> Document? {
    do {
      let (value, end) = try JSONReader.leading(bytes[start...])
      return Document(
        value: value, output: String(decoding: bytes[start..<end], as: UTF8.self),
        extraction: .extracted, end: end, size: end - start)
    } catch JSONReader.Failure.syntax {
      return json5(in: bytes, at: start)
    } catch {
      return nil
    }
  }

  private static func json5(in bytes: [UInt8], at start: Int) -> Document? {
    guard let (end, members) = JSONSpan.end(in: bytes, from: start),
      JSONSpan.hasOnlyKnownEscapes(bytes[start..<end]),
      let value = try? JSONValue(parsing: bytes[start..<end], json5: true),
      // Foundation keeps one of two members with the same name, and reads NaN.
      memberCount(value) == members
    else { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let strict = try? encoder.encode(value),
      (try? JSONReader.document(Array(strict)[...])) == value
    else { return nil }
    return Document(
      value: value, output: String(decoding: strict, as: UTF8.self), extraction: .json5, end: end,
      size: end - start)
  }

  private static func memberCount(_ value: JSONValue) -> Int {
    switch value {
    case .null, .bool, .number, .string: 0
    case .array(let elements): elements.reduce(0) { $0 + memberCount($1) }
    case .object(let members): members.values.reduce(members.count) { $0 + memberCount($1) }
    }
  }

  private static func trimmed(
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Slice<UnsafeBufferPointer<UInt8>> {
    var bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
    while let first = bytes.first, first.isJSONSpace { bytes.removeFirst() }
    while let last = bytes.last, last.isJSONSpace { bytes.removeLast() }
    return bytes
  }

  private struct Document {
    var value: JSONValue
    var output: String
    var extraction: Answer.Extraction
    var end: Int
    var size: Int

    /// `{}` and `[]` occur in prose.
    var isHollow: Bool { value == .object([:]) || value == .array([]) }
  }
}
