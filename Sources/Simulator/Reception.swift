import FlyingFox
import Foundation

/// Leads each request to its endpoint.
struct Reception: HTTPHandler {
  let simulator: Simulator

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let path = request.path
    if path == "/api/v1/chat/completions" || path == Self.images {
      guard request.method == .POST else { return HTTPResponse(Self.wrongMethod) }
      return try await ChatEndpoint(simulator: simulator).answer(request)
    }
    if path == BatchEndpoint.path || path.hasPrefix(BatchEndpoint.path + "/") {
      return try await BatchEndpoint(simulator: simulator).answer(request)
    }
    if path.hasPrefix("/simulator/") {
      return try await ControlEndpoints(simulator: simulator).answer(request)
    }
    if path == AccountEndpoints.credits {
      try await Task.sleep(for: .milliseconds(simulator.settings.creditsMilliseconds))
    }
    return AccountEndpoints(simulator: simulator).answer(request)
  }

  static let images = "/api/v1/images"

  private static let wrongMethod = Refusal(
    status: 405, body: #"{"error":{"message":"Method Not Allowed","code":405}}"#)
}
