import Foundation

/// The pacer and the pauses in words, as `batch status` and a progress block say them.
struct PaceWords {
  var now: Timestamp
  var zone: TimeZone

  /// `Waiting 41 s: openai/gpt-4o-mini is rate limited, 12 requests a second learned`.
  func waiting(_ pacing: StatusReport.Pacing) -> (span: String, reason: String) {
    let whom = pacing.model == "account" ? "the account" : pacing.model
    var what = "\(whom) \(pacing.reason)"
    if ["rate limited", "overloaded"].contains(pacing.reason) {
      what = "\(whom) is \(pacing.reason)"
    }
    let isSentence = ["the ", "at most "].contains { pacing.reason.hasPrefix($0) }
    if isSentence { what = pacing.reason }
    let learned = [
      pacing.ratePerSecond.map { Wording.rate(perSecond: $0) },
      pacing.tokensPerMinute.map { "\(Wording.grouped(Int($0))) tokens a minute" },
    ].compactMap(\.self)
    if !learned.isEmpty { what += ", \(learned.joined(separator: " and ")) learned" }
    guard let until = pacing.gateUntil.flatMap(Timestamp.init(iso:)) else {
      return ("Paced: ", what)
    }
    return (waiting(until: until), what)
  }

  /// `Waiting 41 s: `.
  func waiting(until: Timestamp) -> String {
    let seconds = max(1, Int((until - now).inSeconds.rounded(.up)))
    return "Waiting \(Wording.span(seconds: seconds)): "
  }

  /// `Paused since 03:10 until 04:00 (the role rewrite):`.
  func paused(_ pause: StatusReport.PauseInForce) -> String {
    let scope = pause.scope == "queue" ? "" : " (\(pause.scopeInWords))"
    let until = pause.until.map { " until \(clock($0))" } ?? ""
    return "Paused since \(clock(pause.since))\(until)\(scope):"
  }

  /// `120 tasks of rewrite are in a batch since 16:20, asked for again at 16:31.`
  func batch(_ batch: StatusReport.Batch, isRunAtWork: Bool) -> String {
    let verb = batch.tasks == 1 ? "is" : "are"
    let tasks = "\(Wording.counted(batch.tasks, "task")) of \(batch.role)"
    guard let since = batch.since else {
      return isRunAtWork
        ? "\(tasks) \(verb) on the way to the provider, in a batch."
        : "\(tasks) may be in a batch that the provider has; the next run asks for them again."
    }
    let again =
      batch.asksAgainAt.map { "asked for again at \(clock($0))" } ?? "the next run asks for it"
    return "\(tasks) \(verb) in a batch since \(clock(since)), \(again)."
  }

  func clock(_ iso: String) -> String {
    Timestamp(iso: iso).map { Wording.clock($0, now: now, zone: zone) } ?? iso
  }
}

extension Timestamp {
  /// A moment of the report.
  init?(iso: String) {
    guard let date = try? Date(iso, strategy: .iso8601) else { return nil }
    self.init(date)
  }
}
