import BatchCore
import StoreContract
import Testing

@testable import BatchSQLite

@Suite struct LookAheadTests {
  static let lane = ClaimWish.Lane(role: Make.role, rung: 0)

  /// How many of these articles are ready after a look, and after a turn that claims the first.
  static func ahead(of articles: [Article], preparing: (Candidate) -> Preparation) throws -> Int {
    let scratch = try Scratch()
    let store = try scratch.store()
    _ = try store.enqueue(articles, update: false)
    _ = try store.makeTasks(role: Make.role)
    try store.lookAhead(in: lane, count: 16, prepare: preparing)
    var turn = Turn(now: Make.at(1), wishes: [ClaimWish(lanes: [lane])])
    turn.keepsAhead = true
    var prepared = 0
    let result = try store.turn(turn) { candidate in
      prepared += 1
      return Make.send(candidate)
    }
    #expect(result.claims.first??.articleID == articles[0].id)
    return result.ahead + (prepared == 0 ? 1 : 0)
  }

  @Test func `short articles are prepared as many as are asked for`() throws {
    let articles = (1...20).map { Make.article($0) }
    #expect(try Self.ahead(of: articles, preparing: Make.send) == 16)
  }

  @Test func `long articles are prepared when they are claimed`() throws {
    let body = String(repeating: "x", count: 300_000)
    let articles = (1...20).map { Make.article($0, body: body) }
    #expect(try Self.ahead(of: articles, preparing: Make.send) == 1)
    let longest = [Make.article(1, body: body + body + body)]
    #expect(try Self.ahead(of: longest, preparing: Make.send) == 0)
  }

  @Test func `nothing is kept of what would not be sent`() throws {
    let articles = (1...20).map { Make.article($0) }
    let ahead = try Self.ahead(of: articles) { candidate in
      candidate.task.id.number < 4
        ? Make.send(candidate) : .settle(.fail(Make.failure(.tooLong)))
    }
    #expect(ahead == 3)
  }

  @Test func `what another write may have changed is prepared anew`() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    _ = try store.enqueue([Make.article(1, body: "old")], update: false)
    _ = try store.makeTasks(role: Make.role)
    try store.lookAhead(in: Self.lane, count: 4, prepare: Make.send)
    _ = try store.enqueue([Make.article(1, body: "new")], update: true)
    var turn = Turn(now: Make.at(1), wishes: [ClaimWish(lanes: [Self.lane])])
    turn.keepsAhead = true
    let result = try store.turn(turn, prepare: Make.send)
    #expect(result.claims.first??.article.body == "new")
  }
}
