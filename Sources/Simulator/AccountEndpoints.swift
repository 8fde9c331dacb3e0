import FlyingFox
import Foundation

/// The endpoints beside the completions: models, key, credits, generation.
struct AccountEndpoints {
  let simulator: Simulator

  static let credits = "/api/v1/credits"

  func answer(_ request: HTTPRequest) -> HTTPResponse {
    guard request.method == .GET else { return HTTPResponse(.notFound) }
    switch request.path {
    case "/api/v1/models": return list(request)
    case "/api/v1/models/user": return withKey(request) { _ in models(request) }
    case "/api/v1/key", "/api/v1/auth/key":
      simulator.state.withLock { $0.keyQuestions += 1 }
      return withKey(request, key)
    case Self.credits: return withKey(request, credits)
    case "/api/v1/generation": return withKey(request) { _ in generation(request) }
    default: return HTTPResponse(.notFound)
    }
  }

  private func withKey(
    _ request: HTTPRequest, _ answer: (_ key: String) -> HTTPResponse
  ) -> HTTPResponse {
    guard let key = Arrival.key(of: request) else { return HTTPResponse(Refusal.missingKey) }
    guard simulator.state.withLock({ $0.accepts(key) }) else { return HTTPResponse(Refusal.badKey) }
    return answer(key)
  }

  private func list(_ request: HTTPRequest) -> HTTPResponse {
    let listsModels = simulator.state.withLock { state in
      state.listings += 1
      return state.listsModels
    }
    return listsModels ? models(request) : HTTPResponse(statusCode: .serviceUnavailable)
  }

  /// Those that make text, unless the request names something else, or `all`.
  private func models(_ request: HTTPRequest) -> HTTPResponse {
    let wanted = request.query.first { $0.name == "output_modalities" }?.value ?? "text"
    let entries = simulator.settings.models.filter { model in
      wanted == "all"
        || !Set(model.outputModalities).isDisjoint(
          with: wanted.split(separator: ",").map(String.init))
    }.map(\.entry)
    return HTTPResponse(
      ["data": .array(entries), "total_count": JSON(entries.count), "links": ["next": nil]],
      headers: [("Cache-Control", "public, max-age=300, stale-while-revalidate=3600")])
  }

  private func key(_ key: String) -> HTTPResponse {
    let usage = JSON.number(simulator.spent.usd)
    let limit = simulator.settings.keyLimit
    let isManagement = simulator.settings.managementKeys.contains(key)
    return HTTPResponse([
      "data": [
        "label": .string(key.prefix(9) + "..." + key.suffix(3)),
        "limit": limit.map { .number($0.usd) } ?? .null,
        "limit_remaining": limit.map { .number(($0 - simulator.spent).usd) } ?? .null,
        "limit_reset": limit == nil ? nil : "monthly", "include_byok_in_limit": false,
        "usage": usage, "usage_daily": usage, "usage_weekly": usage, "usage_monthly": usage,
        "byok_usage": 0, "is_free_tier": false, "is_management_key": .bool(isManagement),
        "is_provisioning_key": .bool(isManagement),
        "expires_at": simulator.settings.keyExpiresAt.map { .string($0) } ?? .null,
        "rate_limit": ["requests": -1, "interval": "10s", "note": "deprecated"],
      ]
    ])
  }

  private func credits(_ key: String) -> HTTPResponse {
    guard simulator.settings.managementKeys.contains(key) else {
      return HTTPResponse(Refusal.managementOnly)
    }
    let (balance, spent) = simulator.state.withLock { ($0.balance ?? .zero, $0.spent) }
    return HTTPResponse([
      "data": [
        "total_credits": .number((balance + spent).usd), "total_usage": .number(spent.usd),
      ]
    ])
  }

  private func generation(_ request: HTTPRequest) -> HTTPResponse {
    let id = request.query.first { $0.name == "id" }?.value ?? ""
    let ledger = simulator.ledger
    guard let number = GenerationID.number(of: id), ledger.rows.indices.contains(number - 1),
      let answered = ledger.rows[number - 1].answered,
      simulator.milliseconds - answered >= Double(simulator.settings.generationDelayMilliseconds)
    else { return HTTPResponse(Refusal.unknownGeneration(id)) }
    let row = ledger.rows[number - 1]
    return HTTPResponse([
      "data": [
        "id": .string(id), "model": .string(row.model), "streamed": .bool(row.stream),
        "cancelled": .bool(row.ending == .disconnected && row.stream),
        "total_cost": .number(row.cost.usd), "usage": .number(row.cost.usd), "is_byok": false,
        "latency": .number(LedgerRow.milliseconds(answered - row.arrived)),
        "finish_reason": row.verdict == "answer" ? "stop" : nil,
      ]
    ])
  }
}
