import BatchCore
import BatchEngine
import Foundation
import Simulator
import TestSupport
import Testing

/// Images as they arrive over a socket, a family at a time: each byte for byte as it was drawn.
struct ImageFamilyTests {
  static let both = "google/gemini-2.5-flash-image"
  static let only = "black-forest-labs/flux.2-pro"

  static func job(_ ladder: [String], request: String = "aspectRatio: 4:3") throws -> Job {
    try JobFile.read(
      """
      role: image
      models: [\(ladder.joined(separator: ", "))]
      request: { \(request) }
      prompt:
        system: Draw one image.
        user: |
          <title>{{title}}</title>
          <body>{{body}}</body>
      output: { format: image }
      """, file: "image.yaml"
    ).job
  }

  /// Checks every article's picture against what the model it was asked of draws.
  private static func expectDrawn(
    _ count: Int, by run: AnswersBench, ratio: String? = "4:3", side: Int = 16,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let rows = try run.bench.done("image")
    #expect(rows.count == count, sourceLocation: sourceLocation)
    for row in rows {
      let number = Int(row.number)
      let model = try #require(try run.attempts(number).last?.shape.model)
      let drawn = ExpectedPicture.png(
        title: SampleArticles.title(number), body: SampleArticles.body(number), model: model,
        aspectRatio: ratio, side: side)
      let attempt = try #require(row.result?.attempt)
      let kept = try run.bench.reader.picture(
        role: "image", article: row.number, attempt: attempt)
      #expect(kept == drawn, "\(row.id)", sourceLocation: sourceLocation)
    }
    #expect(try run.bench.reader.verify() == [], sourceLocation: sourceLocation)
  }

  private static func refusals(_ run: AnswersBench) -> Int {
    run.bench.provider.simulator.ledger.rows.count { $0.status == 404 }
  }

  private static func routes(_ run: AnswersBench, _ article: Int) throws -> [RequestRoute] {
    try run.attempts(article).map(\.shape.route)
  }

  @Test(arguments: [
    (both, "aspectRatio: 4:3", RequestRoute.chatWithImage),
    (both, "aspectRatio: 4:3, stream: on", .chatWithImage), (only, "aspectRatio: 4:3", .images),
  ])
  func `each way to ask gives every article its image`(
    model: String, request: String, route: RequestRoute
  ) async throws {
    try await OwnThread.run {
      let run = try AnswersBench(count: 20)
      #expect(try run.work(Self.job([model], request: request)) == .finished)
      #expect(run.requests == 20)
      #expect(try Self.routes(run, 1) == [route])
      try Self.expectDrawn(20, by: run)
    }
  }

  @Test func `images of megabytes are kept whole`() async throws {
    try await OwnThread.run {
      let run = try AnswersBench(count: 3) { $0.imageSide = 600 }
      #expect(try run.work(Self.job([Self.both])) == .finished)
      try Self.expectDrawn(3, by: run, side: 600)
    }
  }

  @Test func `a model that no chat reaches is found out once, and stays known`() async throws {
    try await OwnThread.run {
      let run = try AnswersBench(count: 40, FaultRule(.outputModalities))
      let job = try Self.job([Self.both, Self.only])
      #expect(try run.work(job) == .finished)
      let refused = Self.refusals(run)
      #expect((1...5).contains(refused), "\(refused)")
      #expect(try run.bench.figures("image").escalated == 0)
      try Self.expectDrawn(40, by: run)
      let more = (41...50).map {
        Article(id: "a\($0)", title: SampleArticles.title($0), body: SampleArticles.body($0))
      }
      _ = try run.bench.store.enqueue(more, update: false)
      #expect(try run.work(job) == .finished)
      #expect(Self.refusals(run) == refused)
      try Self.expectDrawn(50, by: run)
    }
  }

  @Test func `an answer without an image is asked for once more, then of the next model`()
    async throws
  {
    try await OwnThread.run {
      let run = try AnswersBench(
        count: 8, .article(1, .noImage, times: 1), .article(2, .noImage, model: Self.both),
        .article(3, .imageSafety, model: Self.both), .article(4, .brokenImage, times: 1),
        .article(5, .notAnImage, times: 1), .article(6, .wrongMediaType),
        .article(7, .noImage), .article(8, .imageUnfinished, model: Self.both, times: 1))
      #expect(try run.work(Self.job([Self.both, Self.only])) == .finished)
      #expect(try run.outcomes(1) == ["noImage", "done"])
      #expect(try Self.routes(run, 1) == [.chatWithImage, .chatForImage])
      #expect(try run.outcomes(2) == ["noImage", "noImage", "done"])
      #expect(try Self.routes(run, 2) == [.chatWithImage, .chatForImage, .images])
      #expect(try run.outcomes(3) == ["declined", "done"])
      #expect(try run.outcomes(4) == ["noImage", "done"])
      #expect(try run.outcomes(5) == ["noImage", "done"])
      #expect(try run.outcomes(6) == ["done"])
      #expect(try run.outcomes(7) == ["noImage", "noImage", "noImage", "noImage"])
      #expect(try run.failure(7)?.kind == .noImage)
      #expect(try run.outcomes(8).last == "done")
      try Self.expectDrawn(7, by: run)
    }
  }

  @Test func `an image that the image API did not complete is asked for again, unpaid`()
    async throws
  {
    try await OwnThread.run {
      let run = try AnswersBench(count: 2, .article(1, .imageUnfinished, times: 1))
      #expect(try run.work(Self.job([Self.only])) == .finished)
      #expect(try run.outcomes(1) == ["noImage", "done"])
      #expect(try run.attempts(1).first?.facts.usage.cost == nil)
      try Self.expectDrawn(2, by: run)
    }
  }
}
