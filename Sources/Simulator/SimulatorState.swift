import Foundation

/// All that changes while the simulator runs; decisions only, no effects.
struct SimulatorState: Sendable {
  let settings: SimulatorSettings
  var ledger = Ledger()
  var balance: Picodollars?
  var spent = Picodollars.zero
  var faults: FaultScript
  var outage: (fault: Fault, window: Range<Double>)?
  var latency: Latency
  /// How often `/models` was asked for.
  var listings = 0
  /// How often `/key` was.
  var keyQuestions = 0
  /// Whether `/models` is answered.
  var listsModels = true
  var batchRule: BatchRule
  /// In the order they were accepted.
  var batches: [SimulatedBatch] = []
  private var rate: (limit: RateLimit, bucket: TokenBucket)?
  private var tokens: (limit: TokenLimit, bucket: TokenBucket)?
  private var cache = ResponseCache()

  init(_ settings: SimulatorSettings) {
    self.settings = settings
    balance = settings.balance
    faults = FaultScript(settings.faults, seed: settings.seed)
    latency = settings.latency
    batchRule = settings.batches
    setRate(settings.rateLimit, at: 0)
    setTokens(settings.tokenLimit, at: 0)
  }

  mutating func setRate(_ limit: RateLimit?, at time: Double) {
    rate = limit.map { ($0, TokenBucket($0, now: time / 1000)) }
  }

  mutating func setTokens(_ limit: TokenLimit?, at time: Double) {
    tokens = limit.map { ($0, TokenBucket($0, now: time / 1000)) }
  }

  /// Opens the request's row and decides; `time` is milliseconds since the start.
  mutating func judge(_ arrival: Arrival, at time: Double, now: Date) -> (
    number: Int, verdict: Verdict
  ) {
    let number = ledger.open(
      arrival.body, hash: arrival.hash, keepsBody: settings.keepsBodies, at: time)
    let (name, verdict) = decide(arrival, number: number, at: time, now: now)
    var isHit = false
    if case .serve = verdict { isHit = true }
    ledger.judge(number, verdict: name, isHit: isHit)
    return (number, verdict)
  }

  /// Books the answer of request `number` and keeps it in the cache where it may be kept.
  mutating func settle(
    _ number: Int, usage: Usage, kept: (key: CacheKey, completion: Completion)?,
    from time: Double, seconds: Int
  ) {
    ledger.settle(number, usage)
    balance? -= usage.cost
    spent += usage.cost
    // Those of the prompt were taken when it came.
    tokens?.bucket.charge(Double(usage.completionTokens))
    if let kept { cache.keep(kept.completion, for: kept.key, from: time, seconds: seconds) }
  }

  mutating func forget(_ key: CacheKey) {
    cache.drop(key)
  }

  func accepts(_ key: String) -> Bool {
    settings.managementKeys.contains(key)
      || settings.validKeys.map { $0.contains(key) } ?? key.hasPrefix("sk-or-")
  }

  private mutating func decide(_ arrival: Arrival, number: Int, at time: Double, now: Date) -> (
    String, Verdict
  ) {
    if case .success(let request) = arrival.reading {
      ledger.describe(number, request, cache: arrival.wantsCache, clear: arrival.clearsCache)
    }
    guard let key = arrival.key else { return ("missingKey", .refuse(.missingKey)) }
    guard accepts(key) else { return ("badKey", .refuse(.badKey)) }
    let request: ChatRequest
    switch arrival.reading {
    case .failure(let error): return ("unreadable", .refuse(error.refusal))
    case .success(let read): request = read
    }
    let model = settings.models.first { $0.id == request.model }
    if let outage, outage.window.contains(time) {
      return apply(outage.fault, to: request, model, name: "outage", number: number, now: now)
    }
    if let limit = rate?.limit, let wait = rate?.bucket.take(now: time / 1000) {
      return (
        "rateLimit",
        .refuse(
          .rateLimited(
            request.model, hint: limit.hint, seconds: limit.seconds ?? wait, now: now))
      )
    }
    if arrival.clearsCache { cache.drop(arrival.cacheKey(request)) }
    if arrival.wantsCache, let kept = cache.answer(for: arrival.cacheKey(request), at: time) {
      return ("answer", .serve(kept.completion, age: kept.age))
    }
    if let balance, balance <= .zero {
      return ("balance", .refuse(.insufficientCredits))
    }
    let prompt = Double(request.promptTokens)
    if let limit = tokens?.limit, let wait = tokens?.bucket.take(prompt, now: time / 1000) {
      return (
        "tokenLimit",
        .refuse(.tokensUsedUp(request, limit, seconds: limit.seconds ?? wait, now: now))
      )
    }
    if let fault = faults.fault(for: request, number: number) {
      return apply(fault, to: request, model, name: fault.name, number: number, now: now)
    }
    guard let model else { return ("unknownModel", .refuse(.unknownModel(request.model))) }
    if let told = misrouted(request, model) { return told }
    let needed = request.promptTokens + (request.maxTokens ?? 0)
    guard needed <= model.contextLength else {
      return (
        "contextLength",
        .refuse(
          .contextLength(
            limit: model.contextLength, input: request.promptTokens,
            output: request.maxTokens ?? 0))
      )
    }
    return ("answer", .answer(request, model, nil))
  }

  private func apply(
    _ fault: Fault, to request: ChatRequest, _ model: SimulatedModel?, name: String, number: Int,
    now: Date
  ) -> (String, Verdict) {
    let id = GenerationID.text(of: number)
    if let refusal = fault.refusal(for: request, model: model, id: id, now: now) {
      return (name, .refuse(refusal))
    }
    guard let model else { return ("unknownModel", .refuse(.unknownModel(request.model))) }
    return misrouted(request, model) ?? (name, .answer(request, model, fault))
  }
}
