/// The lines of an event stream without their ends: LF, CRLF or CR, after an optional byte order
/// mark.
struct EventStreamLines: IteratorProtocol {
  private let body: [UInt8]
  private var position: Int

  init(_ body: [UInt8]) {
    self.body = body
    position = body.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0
  }

  mutating func next() -> ArraySlice<UInt8>? {
    guard position < body.count else { return nil }
    let start = position
    let end = body[start...].firstIndex { $0 == Self.lineFeed || $0 == Self.carriageReturn }
    guard let end else {
      position = body.count
      return body[start...]
    }
    let isPair =
      body[end] == Self.carriageReturn && end + 1 < body.count && body[end + 1] == Self.lineFeed
    position = end + (isPair ? 2 : 1)
    return body[start..<end]
  }

  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
