import BatchCore
import Confinement
import FlyingFox
import Foundation
import Synchronization

/// The control API: `POST /v1/changes` takes one `QueueChange`, `GET /v1/status` gives the document
/// of `batch status --json`.
///
/// No handler blocks: each hands its work to a queue and awaits the answer, which comes within the
/// deadline whatever the writer does.
final class ControlRoutes: HTTPHandler {
  private let check: PeerCheck
  private let deadline: Duration
  private let status: Confined<@Sendable () -> [UInt8]?>
  private let clock = Confined("batch.control.deadline", ())
  private let run = Mutex<(any Steerable)?>(nil)

  /// - Parameter status: the status document; called on a queue of its own, where it may block.
  init(check: PeerCheck, deadline: Duration, status: @escaping @Sendable () -> [UInt8]?) {
    self.check = check
    self.deadline = deadline
    self.status = Confined("batch.control.status", status)
  }

  func attach(_ run: any Steerable) { self.run.withLock { $0 = run } }

  func handleRequest(_ request: HTTPRequest) async throws -> FlyingFox.HTTPResponse {
    guard check.isPassed else { return FlyingFox.HTTPResponse(statusCode: .forbidden) }
    switch (request.method, request.path) {
    case (.POST, ControlAddress.changes):
      let body = try await request.bodyData
      guard let change = try? JSONDecoder().decode(QueueChange.self, from: body) else {
        return FlyingFox.HTTPResponse(statusCode: .badRequest)
      }
      guard let run = run.withLock({ $0 }) else {
        return response(to: ChangeAnswer(.failure(.starting)))
      }
      return response(to: ChangeAnswer(await answer(to: change, of: run), roles: run.roles))
    case (.GET, ControlAddress.status):
      guard let document = await document() else {
        return FlyingFox.HTTPResponse(statusCode: .serviceUnavailable)
      }
      return Self.json(document, status: 200)
    default:
      return FlyingFox.HTTPResponse(statusCode: .notFound)
    }
  }

  private func answer(to change: QueueChange, of run: any Steerable) async -> Errand.Answer {
    await withCheckedContinuation { continuation in
      let errand = Errand(change) { continuation.resume(returning: $0) }
      // Weakly: what was answered long ago may hold a megabyte of articles.
      clock.post(after: deadline) { [weak errand] _ in errand?.giveUp() }
      run.take(errand)
    }
  }

  private func document() async -> [UInt8]? {
    await withCheckedContinuation { continuation in
      status.post { continuation.resume(returning: $0()) }
    }
  }

  private func response(to answer: ChangeAnswer) -> FlyingFox.HTTPResponse {
    let status = answer.refusal?.status ?? 200
    guard let body = try? JSONEncoder().encode(answer) else {
      return FlyingFox.HTTPResponse(statusCode: .internalServerError)
    }
    return Self.json(Array(body), status: status)
  }

  private static func json(_ body: [UInt8], status: Int) -> FlyingFox.HTTPResponse {
    FlyingFox.HTTPResponse(
      statusCode: HTTPStatusCode(status, phrase: ""),
      headers: [.contentType: "application/json"], body: Data(body))
  }
}
