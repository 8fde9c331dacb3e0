import BatchCore
import Testing

struct AnswerShareTests {
  private func share(readable: Int, unreadable: Int) -> AnswerShare {
    var share = AnswerShare()
    for _ in 0..<unreadable { share.add(isReadable: false) }
    for _ in 0..<readable { share.add(isReadable: true) }
    return share
  }

  @Test(arguments: [
    (14, 5, false), (15, 5, true), (16, 4, false), (0, 19, false), (0, 20, true), (39, 11, true),
    (60, 40, false),
  ])
  func `more than a fifth of twenty at least, of the last fifty`(
    readable: Int, unreadable: Int, isTooMany: Bool
  ) {
    #expect(share(readable: readable, unreadable: unreadable).isTooMany == isTooMany)
  }

  @Test(arguments: [
    (9, 0, false), (10, 0, true), (10, 1, true), (9, 1, false), (18, 30, false), (19, 30, true),
    (20, 30, true), (20, 1000, true),
  ])
  func `less than a tenth of the last twenty, of ten at least`(
    readable: Int, unreadable: Int, isFew: Bool
  ) {
    #expect(share(readable: readable, unreadable: unreadable).isFew == isFew)
  }
}
