import Testing

@testable import Simulator

struct ReplyTests {
  private static let bytes = Array("0123456789".utf8)

  /// The sizes of what is sent, -1 for a cut, 0 for a rest.
  private func shape(_ reply: Reply) -> [Int] {
    reply.steps.map { step in
      switch step {
      case .bytes(let bytes): bytes.count
      case .rest: 0
      case .cut: -1
      }
    }
  }

  @Test(arguments: [
    ([3, 4], 0, [3, 4, 3]), ([1], 0, Array(repeating: 1, count: 10)), ([], 0, [10]),
    ([0], 0, Array(repeating: 1, count: 10)), ([6], 5, [6, 0, 4]),
  ])
  func `a stream is sent in pieces of the sizes in turn`(sizes: [Int], pause: Int, shape: [Int]) {
    let reply = Reply.events(Self.bytes, sizes: sizes, pauseMilliseconds: pause)
    #expect(self.shape(reply) == shape)
    #expect(reply.body == Self.bytes)
    #expect(reply.isStream)
  }

  @Test(arguments: [
    (0, [-1]), (3, [3, -1]), (4, [4, -1]), (5, [4, 1, -1]), (10, [4, 4, 2, -1]),
  ])
  func `a cut stream sends so many bytes and no more`(count: Int, shape: [Int]) {
    var reply = Reply.events(Self.bytes, sizes: [4], pauseMilliseconds: 0)
    reply.spoil(.cut(afterBytes: count))
    #expect(self.shape(reply) == shape)
  }

  @Test(arguments: [(0, 10), (9, 10), (10, 11), (50, 51)])
  func `a cut document promises more than it sends`(count: Int, promised: Int) {
    var reply = Reply.document(Self.bytes)
    reply.spoil(.cut(afterBytes: count))
    guard case .length(let length) = reply.framing else {
      Issue.record("a document has a length")
      return
    }
    #expect(length == promised)
    #expect(reply.body.count == min(count, 10))
  }

  @Test func `slowness adds to the latency`() {
    var reply = Reply.document(Self.bytes)
    reply.delayMilliseconds = 50
    reply.spoil(.slow(milliseconds: 100))
    #expect(reply.delayMilliseconds == 150)
    #expect(reply.body == Self.bytes)
  }
}
