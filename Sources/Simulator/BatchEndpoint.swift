import FlyingFox
import Foundation

/// `/api/beta/batches`: work at half the price, when it comes.
struct BatchEndpoint {
  let simulator: Simulator

  static let path = "/api/beta/batches"

  func answer(_ http: HTTPRequest) async throws -> HTTPResponse {
    let rule = simulator.state.withLock { $0.batchRule }
    guard !rule.isAbsent else { return HTTPResponse(.notFound) }
    if let refusal = refusal(http, rule) { return HTTPResponse(refusal) }
    guard http.method == .POST else {
      let id = String(http.path.dropFirst(Self.path.count + 1))
      return ask(id, forgets: rule.forgets)
    }
    switch BatchSubmission.read(try await http.bodyData) {
    case .failure(let error): return HTTPResponse(error.refusal)
    case .success(let submission):
      let batch = simulator.state.withLock { $0.accept(submission) }
      try await Task.sleep(for: .milliseconds(rule.acceptMilliseconds))
      return HTTPResponse(
        statusCode: .accepted, headers: [.contentType: "application/json"],
        body: Data(batch.document.bytes))
    }
  }

  private func refusal(_ http: HTTPRequest, _ rule: BatchRule) -> Refusal? {
    guard let key = Arrival.key(of: http) else { return .missingKey }
    let (isAccepted, balance) = simulator.state.withLock { ($0.accepts(key), $0.balance) }
    guard isAccepted else { return .badKey }
    guard http.method == .POST else {
      return rule.askRefusal.map { .error($0, "The batch endpoint does not answer.") }
    }
    if rule.isOverKeyLimit { return .keyLimit }
    if let status = rule.refusal {
      let hint = rule.retryAfter.map { [("Retry-After", String($0))] } ?? []
      return .error(status, "The batch endpoint refuses.", headers: hint)
    }
    if let balance, balance <= .zero { return .insufficientCredits }
    return nil
  }

  private func ask(_ id: String, forgets: Bool) -> HTTPResponse {
    let (time, now) = (simulator.milliseconds, simulator.settings.date())
    let document = simulator.state.withLock { $0.ask(id, at: time, now: now)?.document }
    guard let document, !forgets else { return HTTPResponse(.error(404, "Batch not found")) }
    return HTTPResponse(document)
  }
}
