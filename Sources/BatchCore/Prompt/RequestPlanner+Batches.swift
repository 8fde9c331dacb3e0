extension RequestPlanner {
  /// The same planner for requests that go into a batch, which are not streamed.
  package func forBatches() -> RequestPlanner {
    var planner = self
    planner.builders = builders.mapValues(\.withoutStream)
    return planner
  }

  /// Whether a role's work can go into batches, which hold text only.
  package func canBatch(_ role: String) -> Bool {
    guard let output = builders[role]?.job.output else { return false }
    return output != .image
  }

  /// The request that submits a batch. The endpoint reads it as a stream and has to know what it
  /// gets before the requests come, so the order of the members is a part of the contract.
  package func submission(of claims: [Claim], model: String) -> WireRequest {
    var body: [UInt8] = []
    body.reserveCapacity(claims.reduce(256) { $0 + $1.body.count + 64 })
    var head = JSONText()
    head.openObject()
    head.name("endpoint")
    head.string("/v1/chat/completions")
    head.name("model")
    head.string(model)
    head.name("requests")
    body += head.bytes
    for (position, claim) in claims.enumerated() {
      body += (position == 0 ? "[" : ",").utf8
      body += #"{"custom_id":"\#(Self.name(of: claim.number))","body":"#.utf8
      body += claim.body
      body += "}".utf8
    }
    body += "]}".utf8
    return WireRequest(
      method: .post, url: base.batches,
      headers: headers.common + [HTTPHeader("Content-Type", "application/json")], body: body)
  }

  /// The question for a batch.
  package func question(for id: String) -> WireRequest {
    WireRequest(method: .get, url: base.batches + "/" + id, headers: headers.common)
  }

  package static let batchLimits = ExchangeLimits(
    firstByte: .seconds(180), idle: .seconds(90), total: .seconds(600), responseBytes: 256 << 20)

  /// What the answer to a submission means.
  package func read(
    submission exchange: Exchange, of claims: [Claim], model: String, now: Timestamp
  ) -> BatchSubmission {
    let reading = Reading.of(exchange, expecting: .text, model: model, now: now)
    guard let first = claims.first else { return .lost(Failure(.unknown)) }
    return BatchSubmission(
      exchange, reading: reading,
      decision: decide(reading.outcome, on: first, now: now, chance: 0))
  }

  /// What becomes of a task whose batch has ended; nil: the provider knows it no more.
  ///
  /// - Parameter row: the task's own, if the batch has one.
  /// - Returns: it, and the reading that it was decided on.
  package func settlement(
    of task: BatchedTask, row: BatchRow?, in batch: ProviderBatch?, since: Timestamp,
    now: Timestamp, chance: Double
  ) -> (settlement: Settlement, reading: Reading) {
    let role = task.candidate.task.role
    let body = builders[role]?.body(resending: task.candidate) ?? []
    let claim = Claim(
      number: task.claim, task: task.candidate.task, article: task.candidate.article,
      shape: task.shape, body: body, isResend: false)
    let job = builders[role]?.job
    let reading: Reading
    if let row {
      reading = .of(
        row, expecting: job?.output ?? .text, model: task.shape.model, took: now - since, now: now,
        request: body,
        checks: job.map { AnswerChecks($0.checks, article: task.candidate.article) })
    } else {
      reading = .returned(
        batch?.fate ?? "the provider knows the batch no more",
        isBilled: batch?.completed != 0, took: now - since)
    }
    let decision = decide(reading.outcome, on: claim, now: now, chance: chance).ofBatchRow
      .due(at: now)
    let settlement = Settlement(
      task: claim.task.id, claim: claim.number, decision: decision, facts: reading.facts,
      finishedAt: now)
    return (settlement, reading)
  }

  /// What becomes of a claim whose batch was not accepted: it was never asked, and goes back.
  package static func withdrawal(
    of claim: Claim, _ failure: Failure, now: Timestamp
  ) -> Settlement {
    Settlement(
      task: claim.task.id, claim: claim.number,
      decision: .postpone(failure, .paused, notBefore: nil), facts: AttemptFacts(wasSent: false),
      finishedAt: now)
  }

  /// What becomes of a claim whose batch may be at work under an id that nobody knows: asked for at
  /// once, or where the user cut it off by the next run, with the same bytes.
  package static func loss(of claim: Claim, _ failure: Failure, now: Timestamp) -> Settlement {
    guard failure.kind != .aborted else {
      return Settlement(
        task: claim.task.id, claim: claim.number,
        decision: .postpone(failure, .interrupted, notBefore: nil), facts: AttemptFacts(),
        finishedAt: now)
    }
    let lost = Failure(
      kind: .lost, sentence: "It is not known whether its batch was accepted. \(failure.sentence)",
      remedy: FailureKind.lost.remedy)
    return Settlement(
      task: claim.task.id, claim: claim.number,
      decision: .postpone(lost, .lost, notBefore: nil), facts: AttemptFacts(), finishedAt: now)
  }

  /// What a claim is called in a batch.
  package static func name(of claim: ClaimNumber) -> String { String(claim.number) }
}

extension ProviderBatch {
  /// Why a request has no answer in it.
  var fate: String {
    let what =
      switch stage {
      case .failed: "the batch failed"
      case .expired: "the batch was not finished within its time"
      case .cancelled: "the batch was cancelled"
      case .atWork, .completed: "the batch holds no answer to it"
      }
    return words.isEmpty ? what : "\(what): \(words)"
  }
}

extension BaseURL {
  /// Beside the version of the API, not below it.
  var batches: String {
    (text.hasSuffix("/v1") ? String(text.dropLast(3)) : text) + "/beta/batches"
  }
}
