import BatchCore
import Testing

/// What is done differently after a refusal or an answer without an image.
@Suite struct ImageDecisionTests {
  private static let wordy = Outcome.failed(
    Failure(.noImage), Circumstance { $0.repeatLimit = 1 })
  private static let unserved = Outcome.failed(
    Failure(.noEndpoints), Circumstance { $0.needsImages = true })
  private static let unfinished = Outcome.failed(
    Failure(.noImage), Circumstance { $0.isUnfinishedImage = true })

  private func decide(
    _ outcome: Outcome, _ route: RequestRoute, _ adjustment: Adjustment = .none, rung: Int = 1
  ) -> Decision {
    .about(outcome, in: .example(rung: rung, format: .none, adjustment: adjustment, route: route))
  }

  private func adjustment(_ decision: Decision) throws -> Adjustment {
    guard case .retry(_, _, let adjustment) = decision else {
      Issue.record("\(decision)")
      throw CancellationError()
    }
    return adjustment
  }

  @Test func `words instead of an image: once more, for an image alone, past the cache`() throws {
    let next = try adjustment(decide(Self.wordy, .chatWithImage))
    #expect(next.route == .chatForImage && next.clearCache == true)
    #expect(Scenario.Move(decide(Self.wordy, .chatForImage, next)) == .fail)
    #expect(Scenario.Move(decide(Self.wordy, .chatForImage, next, rung: 0)) == .escalate)
    #expect(try adjustment(decide(Self.wordy, .images)).route == nil)
  }

  @Test func `one article that got no image stops no model, and that is what it fails for`() throws
  {
    let next = try adjustment(decide(Self.wordy, .chatWithImage))
    let last = decide(Self.unserved, .chatForImage, next)
    #expect(Scenario.Move(last) == .fail && last.failure?.kind == .noImage)
    #expect(
      last.failure?.sentence
        == "The answer has no image: no provider takes a request for an image alone.")
    let first = decide(Self.unserved, .chatForImage, next, rung: 0)
    #expect(Scenario.Move(first) == .escalate && first.failure?.kind == .noImage)
  }

  @Test func `what a lesson chose, and nobody serves, is no matter of the one article`() throws {
    let learnt = Adjustment(route: .chatForImage)
    let next = try adjustment(decide(Self.wordy, .chatForImage, learnt))
    #expect(try adjustment(decide(Self.unserved, .chatForImage, next)).route == .images)
  }

  @Test func `the other way to ask is tried once`() throws {
    let api = try adjustment(decide(Self.unserved, .chatWithImage))
    #expect(api.route == .images)
    #expect(
      Scenario.Move(decide(Self.unserved, .images, api)) == .pauseModel(.unknownModel))
    let chat = try adjustment(decide(Self.unserved, .images))
    #expect(chat.route == .chatForImage)
    #expect(
      Scenario.Move(decide(Self.unserved, .chatForImage, chat)) == .pauseModel(.unknownModel))
    #expect(Scenario.Move(decide(Self.unserved, .chat)) == .pauseModel(.unknownModel))
    let policy = Outcome.failed(
      Failure(.noEndpoints), Circumstance { $0.constraint = .strictness })
    #expect(Scenario.Move(decide(policy, .images)) == .pauseModel(.unknownModel))
  }

  @Test func `an image that was not completed is asked for twice more`() throws {
    let first = try adjustment(decide(Self.unfinished, .images))
    let second = try adjustment(decide(Self.unfinished, .images, first))
    #expect(first.clearCache == nil && second.route == nil)
    #expect(Scenario.Move(decide(Self.unfinished, .images, second)) == .fail)
  }

  @Test func `words and what was not completed are counted apart`() throws {
    let wordy = try adjustment(decide(Self.wordy, .images))
    let first = try adjustment(decide(Self.unfinished, .images, wordy))
    #expect(Scenario.Move(decide(Self.wordy, .images, first)) == .fail)
    let second = try adjustment(decide(Self.unfinished, .images, first))
    #expect(Scenario.Move(decide(Self.unfinished, .images, second)) == .fail)
    let both = try adjustment(decide(Self.unfinished, .images))
    #expect(try adjustment(decide(Self.wordy, .images, both)).repeats?.count == 1)
  }

  @Test func `the image API has no room for an answer that could be made smaller`() {
    let dear = Outcome.failed(
      Failure(.unaffordable), Circumstance { $0.affordableTokens = 5_000 })
    #expect(Scenario.Move(decide(dear, .images)) == .pauseQueue(.insufficientCredits))
  }
}
