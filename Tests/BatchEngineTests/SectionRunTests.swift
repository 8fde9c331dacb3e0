import BatchCore
import BatchEngine
import Foundation
import Simulator
import Testing

/// Long articles, section by section, over a socket.
struct SectionRunTests {
  private static let first = AnswersBench.first

  /// Forty paragraphs of ten words.
  private static func article(_ number: Int) -> Article {
    let body = (0..<40).map { index in
      (index % 10 == 0 ? "## Part \(index / 10)\n\n" : "")
        + "Article \(number) has a paragraph \(index) of just ten words."
    }
    return Article(
      id: "a\(number)", title: "Article \(number)", body: body.joined(separator: "\n\n"))
  }

  private static func job(_ more: String = "", schema: String? = nil) throws -> Job {
    var file = SampleJob.file(ladder: [first, AnswersBench.second], request: "stream: false")
    if let schema {
      file = file.replacing(
        "properties: { title: { type: string, minLength: 1 }, body: { type: string, minLength: 1 } }",
        with: "properties: { \(schema): { type: string } }")
      file = file.replacing("required: [title, body]", with: "required: [\(schema)]")
    }
    return try JobFile.read(
      file + "\nsections: { over: 120 words }\n" + more, file: "rewrite.yaml"
    ).job
  }

  private static func expected(_ article: Article, models: [String]) -> String {
    let sections = Sections.of(article.body, over: 120)
    return zip(sections, models).map { section, model in
      let end = section.reversed().prefix { $0.isWhitespace }
      return ExpectedAnswer.body(String(section.dropLast(end.count)), model: model)
        + String(end.reversed())
    }.joined()
  }

  private static func bench(_ count: Int, _ faults: FaultRule...) throws -> RunBench {
    var settings = SimulatorSettings()
    settings.latency = .fixed(3)
    settings.faults = faults
    return try RunBench(
      settings, articles: (1...count).map(article), clock: FastClock(speed: 20))
  }

  private static func outputs(_ bench: RunBench) throws -> [[String: String]] {
    try bench.done().map {
      try JSONDecoder().decode([String: String].self, from: Data(($0.result?.output ?? "").utf8))
    }
  }

  @Test func `sections are asked for in order and put together`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(6)
      let job = try Self.job("checks: [keepsNumbers, keepsHeadings, keepsLinks]\n")
      #expect(RunBench.work(try bench.run([job]), within: 40) == .finished)
      let count = Sections.of(Self.article(1).body, over: 120).count
      #expect(count == 4)
      let outputs = try Self.outputs(bench)
      #expect(outputs.count == 6)
      for (number, output) in zip(1...6, outputs) {
        #expect(output["title"] == ExpectedAnswer.title("Article \(number)"))
        let models = Array(repeating: Self.first, count: count)
        #expect(output["body"] == Self.expected(Self.article(number), models: models))
      }
      #expect(bench.provider.simulator.summary.requests == 6 * count)
      let attempts = try bench.reader.history(article: "a1").tasks[0].attempts
      #expect(attempts.map(\.shape.adjustment.section) == [0, 1, 2, 3])
      #expect(try bench.reader.verify() == [])
    }
  }

  @Test func `a section's failure is tried again alone`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(
        1, FaultRule(.internalError, requests: 2...2), FaultRule(.prose, requests: 4...4))
      #expect(RunBench.work(try bench.run([Self.job()]), within: 40) == .finished)
      let attempts = try bench.reader.history(article: "a1").tasks[0].attempts
      #expect(attempts.map(\.shape.adjustment.section) == [0, 1, 1, 2, 2, 3])
      #expect(
        attempts.map(\.outcome) == ["done", "serverError", "done", "notJSON", "done", "done"])
      let models = [Self.first, Self.first, AnswersBench.second, AnswersBench.second]
      #expect(
        try Self.outputs(bench).first?["body"] == Self.expected(Self.article(1), models: models))
    }
  }

  @Test func `an analysis puts its sections' answers together with one more request`() async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(2)
      let job = try Self.job(schema: "summary")
      #expect(RunBench.work(try bench.run([job]), within: 40) == .finished)
      let sentence = ExpectedAnswer.sentence(about: "summary", title: "Article 1")
      #expect(try Self.outputs(bench).first == ["summary": sentence])
      let attempts = try bench.reader.history(article: "a1").tasks[0].attempts
      #expect(attempts.map(\.shape.adjustment.section) == [0, 1, 2, 3, 4])
      #expect(bench.provider.simulator.summary.requests == 10)
    }
  }

  /// With a link in its second section.
  private static var linked: Article {
    var article = article(1)
    article.body = article.body.replacing(
      "paragraph 15 of", with: "[paragraph 15](https://example.org/15) of")
    return article
  }

  @Test func `what the whole lacks is asked of the section that lost it`() async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.latency = .fixed(3)
      settings.faults = [
        FaultRule(.droppedLinks, requests: 2...2), FaultRule(.insufficientCredits, requests: 4...4),
      ]
      let bench = try RunBench(settings, articles: [Self.linked], clock: FastClock(speed: 20))
      let ending = RunBench.work(try bench.run([Self.job()]), within: 40)
      #expect(AnswersBench.pause(ending) == .insufficientCredits)
      let checked = try Self.job("checks: [keepsLinks]\n")
      #expect(RunBench.work(try bench.run([checked]), within: 40) == .finished)
      let attempts = try bench.reader.history(article: "a1").tasks[0].attempts
      #expect(attempts.map(\.shape.adjustment.section) == [0, 1, 2, 3, 3, 1])
      #expect(attempts.map(\.outcome).suffix(2) == ["failedCheck", "done"])
      #expect(attempts[5].shape.adjustment.complaint?.contains("example.org/15") == true)
      let body = try Self.outputs(bench).first?["body"]
      #expect(body?.contains("https://example.org/15") == true)
      #expect(try bench.reader.verify() == [])
    }
  }

  @Test func `a section that loses something again is asked of the next model, alone`() async throws
  {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.latency = .fixed(3)
      settings.faults = [
        FaultRule(.droppedLinks, requests: 2...2), FaultRule(.insufficientCredits, requests: 4...4),
        FaultRule(.droppedLinks, requests: 6...6),
      ]
      let bench = try RunBench(settings, articles: [Self.linked], clock: FastClock(speed: 20))
      _ = RunBench.work(try bench.run([Self.job()]), within: 40)
      let checked = try Self.job("checks: [keepsLinks]\n")
      #expect(RunBench.work(try bench.run([checked]), within: 40) == .finished)
      let attempts = try bench.reader.history(article: "a1").tasks[0].attempts
      #expect(attempts.map(\.shape.adjustment.section) == [0, 1, 2, 3, 3, 1, 1])
      #expect(attempts.last?.shape.model == AnswersBench.second)
      #expect(attempts.map(\.outcome).suffix(3) == ["failedCheck", "failedCheck", "done"])
      #expect(try Self.outputs(bench).first?["body"]?.contains("https://example.org/15") == true)
      #expect(try bench.reader.verify() == [])
    }
  }

  @Test func `a job edited between two sections begins the article anew`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(1, FaultRule(.insufficientCredits, requests: 3...3))
      let ending = RunBench.work(try bench.run([Self.job()]), within: 40)
      #expect(AnswersBench.pause(ending) == .insufficientCredits)
      let edited = try JobFile.read(
        Self.job().source.replacing("Rewrite the article.", with: "Rewrite it."),
        file: "rewrite.yaml"
      ).job
      #expect(RunBench.work(try bench.run([edited]), within: 40) == .finished)
      let attempts = try bench.reader.history(article: "a1").tasks[0].attempts
      #expect(attempts.map(\.shape.adjustment.section) == [0, 1, 2, 0, 1, 2, 3])
      #expect(try bench.done().count == 1)
    }
  }
}
