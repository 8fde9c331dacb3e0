/// Sees when a request of a connection is whole; one request at a time.
struct RequestWatch {
  enum Whole { case post, other }

  private var head: [UInt8] = []
  private var isPost = false
  private var left: Int?

  /// - Returns: what has come whole with these bytes; nil if more is to come.
  mutating func take(_ bytes: ArraySlice<UInt8>) -> Whole? {
    var rest = bytes.count
    if left == nil {
      head.append(contentsOf: bytes)
      guard let end = Self.end(of: head) else { return nil }
      isPost = head.first == UInt8(ascii: "P")
      left = Self.length(String(decoding: head[..<end], as: UTF8.self))
      rest = head.count - end
      head.removeAll(keepingCapacity: true)
    }
    let missing = (left ?? 0) - rest
    left = missing > 0 ? missing : nil
    guard missing <= 0 else { return nil }
    return isPost ? .post : .other
  }

  private static func end(of head: [UInt8]) -> Int? {
    let mark: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
    guard head.count >= mark.count else { return nil }
    for index in 0...(head.count - mark.count)
    where head[index] == 0x0D && head[index..<(index + 4)].elementsEqual(mark) {
      return index + 4
    }
    return nil
  }

  private static func length(_ head: String) -> Int {
    for line in head.split(separator: "\r\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "content-length" else { continue }
      return Int(parts[1].drop { $0 == " " }) ?? 0
    }
    return 0
  }
}
