/// Walks over a text once and sorts its bytes into markup and words; linear in the text's length
/// but for tags, which end within `longestTag` bytes or are none. What is looked at for the ends of
/// links is bounded for the text as a whole.
struct MarkupReader {
  let bytes: [UInt8]
  var markup = Markup()
  var index = 0
  /// Of each bracket that is open: whether an image began with it.
  var brackets: [Bool] = []
  /// Where the markup stands; noted for those who cut the text.
  private(set) var pieces: [MarkupPiece] = []
  private let isRecording: Bool
  /// Where words stand next that ends are looked for by.
  private var ahead: [String: Int] = [:]

  /// How many bytes may still be looked at for links' ends: far more than links with an end need.
  var linkBudget: Int

  static let longestTag = 4_000

  init(bytes: [UInt8], isRecording: Bool = false) {
    self.bytes = bytes
    self.isRecording = isRecording
    linkBudget = 16 * (bytes.count + Self.longestTag)
    markup.prose.reserveCapacity(bytes.count)
  }

  mutating func read() {
    while index < bytes.count {
      let isLineStart = index == 0 || bytes[index - 1] == 0x0A
      if isLineStart, readBlock() { continue }
      if !readInline(bytes[index]) {
        markup.prose.append(bytes[index])
        index += 1
      }
    }
  }

  /// What begins with a character inside a line; false: it is a word's.
  private mutating func readInline(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "`"): readCodeSpan()
    case UInt8(ascii: "{"): readTemplateTag()
    case UInt8(ascii: "<"): readAngle()
    case UInt8(ascii: "!") where byteAt(index + 1) == UInt8(ascii: "["): openBracket(isImage: true)
    case UInt8(ascii: "["): readFootnote() || readShortcode() || openBracket(isImage: false)
    case UInt8(ascii: "]"): closeBracket()
    case UInt8(ascii: "&"): readEntity()
    case UInt8(ascii: "\\"): readEscape()
    case UInt8(ascii: "h"), UInt8(ascii: "m"), UInt8(ascii: "H"): readBareAddress()
    default: false
    }
  }

  func byteAt(_ place: Int) -> UInt8? {
    bytes.indices.contains(place) ? bytes[place] : nil
  }

  func begins(_ word: StaticString, at place: Int) -> Bool {
    word.withUTF8Buffer { word in
      place + word.count <= bytes.count
        && word.indices.allSatisfy { bytes[place + $0] == word[$0] }
    }
  }

  /// The same whatever the case of ASCII letters; `word` is in small ones.
  func beginsAnyCase(_ word: StaticString, at place: Int) -> Bool {
    word.withUTF8Buffer { word in
      place + word.count <= bytes.count
        && word.indices.allSatisfy { offset in
          let byte = bytes[place + offset]
          return (byte.isLetter ? byte | 0x20 : byte) == word[offset]
        }
    }
  }

  /// The first place of a word from `place` on, within `limit` bytes.
  func first(_ word: StaticString, from place: Int, limit: Int = .max) -> Int? {
    let end = limit < bytes.count - place ? place + limit : bytes.count
    let lead = word.withUTF8Buffer { $0.first } ?? 0
    var place = place
    while place < end {
      if bytes[place] == lead || bytes[place] | 0x20 == lead, beginsAnyCase(word, at: place) {
        return place
      }
      place += 1
    }
    return nil
  }

  /// The same, ever further ahead: however often it is asked for, the text is searched once.
  mutating func next(_ word: StaticString, from place: Int, limit: Int = .max) -> Int? {
    let known = ahead[word.description].flatMap { $0 >= place ? $0 : nil }
    let found = known ?? first(word, from: place) ?? .max
    ahead[word.description] = found
    return found == .max || found - place > limit ? nil : found
  }

  func lineEnd(from place: Int) -> Int {
    var place = place
    while place < bytes.count, bytes[place] != 0x0A { place += 1 }
    return place
  }

  mutating func note(_ kind: @autoclosure () -> MarkupPiece.Kind, _ range: Range<Int>) {
    guard isRecording else { return }
    pieces.append(MarkupPiece(kind: kind(), range: range))
  }

  mutating func leaveSpace() { markup.prose.append(0x20) }

  /// A template tag, comment or the like that ends before `end`.
  mutating func noteTag(to end: Int) -> Bool {
    markup.tags.append(Markup.collapsed(bytes[index..<end]))
    note(.solid, index..<end)
    leaveSpace()
    index = end
    return true
  }
}
