/// `batch show --json`: all that happened to one article, as one JSON document.
package struct ArticleReport {
  package var history: ArticleHistory

  package init(_ history: ArticleHistory) { self.history = history }

  package var bytes: [UInt8] {
    var json = JSONText(reserving: 4096)
    json.openObject()
    json.name("id")
    json.string(history.article.id)
    json.name("title")
    json.string(history.article.title)
    json.name("body")
    json.string(history.article.body)
    json.name("article")
    json.raw(history.article.extra)
    json.name("revision")
    json.integer(history.revision)
    json.name("tasks")
    json.openArray()
    for task in history.tasks { write(task, to: &json) }
    json.closeArray()
    json.closeObject()
    return json.bytes
  }

  private func write(_ task: TaskHistory, to json: inout JSONText) {
    json.openObject()
    json.name("role")
    json.string(task.record.role)
    json.name("state")
    json.string(task.record.state.word)
    if case .ready(let reason, let notBefore) = task.record.state {
      json.name("reason")
      json.string(reason.rawValue)
      json.name("notBefore")
      json.optional(notBefore?.iso)
    }
    if case .failed(let failure) = task.record.state {
      json.name("failure")
      json.failure(failure)
    }
    json.name("rung")
    json.integer(task.record.rung)
    json.name("escalated")
    json.bool(task.isEscalated)
    json.name("attempts")
    json.openArray()
    for attempt in task.attempts { write(attempt, to: &json) }
    json.closeArray()
    json.name("pruned")
    json.integer(task.pruned)
    if let description = task.description {
      json.name("description")
      json.raw(description)
    }
    json.name("output")
    json.raw(task.result?.output ?? "null")
    if let judgement = task.judgement { write(judgement, to: &json) }
    json.name("stale")
    json.optional(history.staleness(of: task)?.rawValue)
    json.closeObject()
  }

  private func write(_ judgement: Judgement, to json: inout JSONText) {
    json.name("judgement")
    json.openObject()
    json.name("verdict")
    json.string(judgement.verdict.rawValue)
    json.name("note")
    json.string(judgement.note)
    json.name("at")
    json.string(judgement.at.iso)
    json.closeObject()
  }

  private func write(_ attempt: AttemptRecord, to json: inout JSONText) {
    json.openObject()
    json.name("number")
    json.integer(Int(attempt.number.number))
    json.name("model")
    json.string(attempt.shape.model)
    json.name("servedModel")
    json.optional(attempt.facts.servedModel)
    json.name("provider")
    json.optional(attempt.facts.provider)
    json.name("generationId")
    json.optional(attempt.facts.generationID)
    json.name("startedAt")
    json.string(attempt.startedAt.iso)
    json.name("finishedAt")
    json.optional(attempt.finishedAt?.iso)
    json.name("milliseconds")
    json.integer(Int(attempt.facts.milliseconds))
    json.name("outcome")
    json.optional(attempt.outcome)
    json.name("isTry")
    json.bool(attempt.isTry)
    json.name("httpStatus")
    json.optional(attempt.facts.httpStatus)
    json.name("finishReason")
    json.optional(attempt.facts.finishReason)
    json.name("promptTokens")
    json.optional(attempt.facts.usage.promptTokens)
    json.name("completionTokens")
    json.optional(attempt.facts.usage.completionTokens)
    json.name("costUSD")
    json.raw(attempt.facts.usage.cost.map { "\($0.dollars)" } ?? "null")
    let adjustment = attempt.shape.adjustment
    json.name("section")
    json.raw(adjustment.part == nil ? adjustment.section.map { "\($0 + 1)" } ?? "null" : "null")
    json.name("part")
    json.optional(adjustment.part?.rawValue)
    json.name("maxTokens")
    json.integer(attempt.shape.maxTokens)
    json.name("bodySHA256")
    json.string(attempt.shape.bodySHA256)
    if let failure = attempt.failure {
      json.name("failure")
      json.failure(failure)
    }
    json.name("excerpt")
    json.optional(attempt.facts.excerpt)
    json.closeObject()
  }
}
