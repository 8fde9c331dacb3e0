import FlyingFox
import Foundation

/// `/simulator/`: what a test in another process reads and changes.
struct ControlEndpoints {
  let simulator: Simulator

  func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
    let body = try await request.bodyData
    switch (request.method, request.path) {
    case (.GET, "/simulator/ledger"):
      let lines = simulator.ledger.rows.map { $0.line + "\n" }.joined()
      return HTTPResponse(
        statusCode: .ok, headers: [.contentType: "application/x-ndjson"], body: Data(lines.utf8))
    case (.GET, "/simulator/summary"):
      return HTTPResponse(.raw(simulator.summary.json))
    case (.POST, "/simulator/topup"):
      guard let text = value("usd", request), let usd = Decimal(string: text) else {
        return wrong("say how much: /simulator/topup?usd=1.50")
      }
      simulator.topUp(usd: usd)
      return HTTPResponse(["balanceUSD": simulator.balance.map { .number($0.usd) } ?? .null])
    case (.POST, "/simulator/faults"):
      guard let rules = FaultRule.read(body) else {
        return wrong(#"send rules: [{"fault":"prose","share":0.03,"times":5}]"#)
      }
      simulator.setFaults(rules)
      return HTTPResponse(["rules": JSON(rules.count)])
    case (.POST, "/simulator/rate"):
      guard let limit = RateLimit.read(body) else {
        return wrong(#"send a limit: {"rate":20,"burst":5,"hint":"retryAfter"}, or {} to lift it"#)
      }
      simulator.setRateLimit(limit)
      return HTTPResponse(["rate": limit.map { .number(String($0.rate)) } ?? .null])
    case (.POST, "/simulator/tokens"):
      guard let limit = TokenLimit.read(body) else {
        return wrong(#"send a limit: {"perMinute":240000,"depth":40000}, or {} to lift it"#)
      }
      simulator.setTokenLimit(limit)
      return HTTPResponse(["perMinute": limit.map { .number(String($0.perMinute)) } ?? .null])
    case (.POST, "/simulator/outage"):
      guard let name = value("fault", request) else {
        simulator.endOutage()
        return HTTPResponse(["outage": nil])
      }
      guard let fault = Fault(name: name) else { return wrong("no fault is called \(name)") }
      simulator.beginOutage(fault)
      return HTTPResponse(["outage": .string(fault.name)])
    default: return HTTPResponse(.notFound)
    }
  }

  private func value(_ name: String, _ request: HTTPRequest) -> String? {
    request.query.first { $0.name == name }?.value
  }

  private func wrong(_ message: String) -> HTTPResponse {
    HTTPResponse(.error(400, message))
  }
}
