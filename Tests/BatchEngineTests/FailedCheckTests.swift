import BatchCore
import BatchEngine
import Simulator
import Testing

/// Answers in the right shape that lost something of their article.
struct FailedCheckTests {
  private static let link = "https://example.org/map"

  private static func job(ladder: [String]) throws -> Job {
    let file =
      SampleJob.file(ladder: ladder, request: "stream: false")
      + "\nchecks: [keepsLinks, keepsNumbers, { lengthRatio: [0.5, 2.0] }]\n"
    return try JobFile.read(file, file: "rewrite.yaml").job
  }

  @Test func `a lost link goes back once with its address, then to the next model`() async throws {
    try await OwnThread.run {
      // Every fourth and fifth sample article has a link.
      let bench = try AnswersBench(
        count: 12, .article(4, .droppedLinks, times: 1),
        .article(12, .droppedLinks, model: AnswersBench.first))
      let job = try Self.job(ladder: [AnswersBench.first, AnswersBench.second])
      #expect(try bench.work(job) == .finished)
      #expect(try bench.outcomes(4) == ["failedCheck", "done"])
      let attempts = try bench.attempts(4)
      #expect(attempts.map(\.shape.model) == [AnswersBench.first, AnswersBench.first])
      let complaint = try #require(attempts[1].shape.adjustment.complaint)
      #expect(complaint == "These links of the article are missing: \"\(Self.link)\".")
      #expect(attempts[0].failure?.sentence.contains("keepsLinks: ") == true)
      #expect(try bench.outcomes(12) == ["failedCheck", "failedCheck", "done"])
      #expect(
        try bench.attempts(12).map(\.shape.model)
          == [AnswersBench.first, AnswersBench.first, AnswersBench.second])
      #expect(bench.done == 12)
    }
  }

  @Test func `an article whose link no model keeps fails with what is missing`() async throws {
    try await OwnThread.run {
      let bench = try AnswersBench(count: 4, .article(4, .droppedLinks))
      #expect(try bench.work(Self.job(ladder: [AnswersBench.first])) == .finished)
      #expect(try bench.outcomes(4) == ["failedCheck", "failedCheck"])
      let failure = try #require(try bench.failure(4))
      #expect(failure.kind == .failedCheck)
      #expect(failure.sentence.contains(Self.link))
      #expect(failure.remedy.contains("checks"))
      #expect(bench.done == 3)
    }
  }

  /// S44: a text that lost most of itself, its accents or single characters is no result, however
  /// well it is formed.
  @Test(
    arguments: [
      (.shrunkField, .failedCheck, "lengthRatio"), (.accentless, .failedCheck, "noDamage"),
      (.nulCharacter, .offSchema, "damaged"), (.replacementCharacter, .offSchema, "damaged"),
      (.emptyField, .offSchema, "body"), (.missingField, .offSchema, "body"),
    ] as [(Fault, FailureKind, String)])
  func `a damaged text goes back once with what is wrong, then to the next model`(
    _ fault: Fault, _ kind: FailureKind, _ word: String
  ) async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.latency = .fixed(3)
      settings.faults = [FaultRule(fault, model: AnswersBench.first)]
      let sentence = "l’élève répète sa leçon, et le château brûlé s’écroule."
      let body = (1...8).map { "Été \($0) : \(sentence)" }.joined(separator: "\n\n")
      let bench = try RunBench(
        settings, articles: [Article(id: "a1", title: "L’été", body: body)],
        clock: FastClock(speed: 20))
      let file =
        SampleJob.file(
          ladder: [AnswersBench.first, AnswersBench.second], request: "stream: false")
        + "\nchecks: [noDamage, { lengthRatio: [0.5, 2.0] }]\n"
      let run = try bench.run([JobFile.read(file, file: "rewrite.yaml").job])
      #expect(RunBench.work(run, within: 40) == .finished)
      let task = try #require(bench.reader.history(article: "a1").tasks.first)
      #expect(task.attempts.map(\.outcome) == [kind.rawValue, kind.rawValue, "done"])
      #expect(
        task.attempts.map(\.shape.model)
          == [AnswersBench.first, AnswersBench.first, AnswersBench.second])
      #expect(task.attempts[0].failure?.sentence.contains(word) == true)
      #expect(task.attempts[1].shape.adjustment.complaint?.isEmpty == false)
      let output = try #require(task.result?.output)
      #expect(output.contains("château brûlé"))
    }
  }
}
