import BatchCore

/// Values that checks are made of.
package enum Make {
  package static let role = "rewrite"
  package static let cheap = "small/model"
  package static let dear = "large/model"

  package static func at(_ seconds: Int64) -> Timestamp {
    Timestamp(milliseconds: 1_700_000_000_000 + seconds * 1000)
  }

  package static func article(_ number: Int, body: String? = nil) -> Article {
    Article(
      id: "a\(number)", title: "Title \(number)", body: body ?? "Body of \(number).",
      extra: #"{"n":\#(number)}"#)
  }

  package static func job(
    _ role: String = Make.role, digest: String = "digest-1", source: String = "role: rewrite"
  ) -> Job {
    Job(
      role: role, description: "", ladder: [cheap, dear], request: RequestParameters(),
      prompt: PromptTemplates(system: "", user: "{{body}}"), output: .text, attempts: 3,
      source: source, digest: digest)
  }

  package static func run(_ jobs: [Job] = [job()], at seconds: Int64 = 0) -> RunRecord {
    RunRecord(pid: 4711, host: "host", startedAt: at(seconds), concurrency: 5, jobs: jobs)
  }

  package static func shape(
    _ candidate: Candidate, job: String = "digest-1", model: String? = nil,
    ceiling: PriceCeiling? = nil
  ) -> AttemptShape {
    AttemptShape(
      job: job, model: model ?? candidate.task.model ?? cheap, maxTokens: 512,
      format: .jsonSchema, parameters: ["temperature", "response_format"], stream: true,
      adjustment: candidate.task.adjustment, ceiling: ceiling, revision: candidate.revision,
      builder: 1,
      bodySHA256: "sha of \(candidate.article.id) \(candidate.revision) \(candidate.task.tries)")
  }

  /// Sends every candidate, a lost one with its old shape.
  package static func send(_ candidate: Candidate) -> Preparation {
    let shape = candidate.resend?.shape ?? shape(candidate)
    return .send(shape, body: Array(candidate.article.body.utf8))
  }

  package static func failure(_ kind: FailureKind) -> Failure {
    Failure(
      kind: kind, sentence: "It was \(kind.rawValue).", remedy: "Remedy for \(kind.rawValue).")
  }

  package static func facts(cost: Int64? = 1_000, status: Int? = 200) -> AttemptFacts {
    AttemptFacts(
      httpStatus: status, finishReason: status == 200 ? "stop" : nil, provider: "Provider",
      generationID: "gen-1", servedModel: nil,
      usage: Usage(
        promptTokens: cost == nil ? nil : 100, completionTokens: cost == nil ? nil : 50,
        cost: cost.map(Money.init(picodollars:))),
      milliseconds: 1_234)
  }

  package static func answer(_ text: String = #"{"title":"Neu"}"#) -> Decision {
    .succeed(Answer(output: text, extraction: .whole))
  }

  package static func settlement(
    _ claim: Claim, _ decision: Decision, facts: AttemptFacts = facts(), at seconds: Int64 = 10
  ) -> Settlement {
    Settlement(
      task: claim.task.id, claim: claim.number, decision: decision, facts: facts,
      finishedAt: at(seconds))
  }

  package static func pause(
    _ scope: Pause.Scope, _ reason: Pause.Reason, since seconds: Int64 = 0, message: String = "M"
  ) -> Pause {
    Pause(scope: scope, reason: reason, since: at(seconds), message: message, remedy: "R")
  }
}
