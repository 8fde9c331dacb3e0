import BatchCore
import Testing

@Suite struct BatchChunkTests {
  private static func shape(
    job: String = "0", model: String = "a/m", format: ResponseFormat = .jsonSchema,
    route: RequestRoute = .chat,
    stream: Bool = false
  ) -> AttemptShape {
    AttemptShape(
      job: job, model: model, route: route, maxTokens: 100, format: format, parameters: [],
      stream: stream, adjustment: .none, revision: 1, builder: 1, bodySHA256: "")
  }

  @Test func `a batch holds so many rows and so many bytes`() {
    var rows = BatchChunk(rows: 2, bytes: 100)
    #expect((1...3).map { _ in rows.offer(Self.shape(), bytes: 10) } == [.taken, .taken, .full])
    var bytes = BatchChunk(rows: 10, bytes: 100)
    #expect([60, 40, 1].map { bytes.offer(Self.shape(), bytes: $0) } == [.taken, .taken, .full])
  }

  @Test func `one request alone may be of any size`() {
    var chunk = BatchChunk(rows: 10, bytes: 100)
    #expect(chunk.offer(Self.shape(), bytes: 1000) == .taken)
    #expect(chunk.offer(Self.shape(), bytes: 1) == .full)
  }

  @Test func `a batch is for one model, one way, one format and one job`() {
    var chunk = BatchChunk()
    #expect(chunk.offer(Self.shape(stream: true), bytes: 1) == .other)
    #expect(chunk.offer(Self.shape(route: .chatWithImage), bytes: 1) == .other)
    #expect(chunk.offer(Self.shape(), bytes: 1) == .taken)
    #expect(chunk.offer(Self.shape(model: "a/n"), bytes: 1) == .other)
    #expect(chunk.offer(Self.shape(job: "1"), bytes: 1) == .other)
    #expect(chunk.offer(Self.shape(format: .jsonObject), bytes: 1) == .other)
    #expect(chunk.offer(Self.shape(), bytes: 1) == .taken)
  }
}
