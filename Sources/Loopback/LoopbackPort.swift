import FlyingFox
import FlyingSocks
import Foundation

/// A port of 127.0.0.1 on which requests are answered.
package struct LoopbackPort: Sendable {
  package let number: UInt16
  private let serving: Task<Void, Never>

  /// It does not listen: the port is taken, or may not be used.
  package struct Failure: Error, Sendable, CustomStringConvertible {
    package var description: String
  }

  /// Listens; returns as soon as it does.
  ///
  /// - Parameters:
  ///   - port: 0: any that is free.
  ///   - timeout: seconds after which a request that was not answered is answered with a 500.
  package static func listen(
    port: UInt16, timeout: TimeInterval, handler: some HTTPHandler
  ) async throws -> LoopbackPort {
    let doorbell = Doorbell()
    let server = HTTPServer(
      address: try .inet(ip4: "127.0.0.1", port: port), timeout: timeout,
      pool: NoDelayPool(HTTPServer.defaultPool()) { doorbell.ring(.success($0)) },
      logger: .disabled, handler: handler)
    let serving = Task.detached {
      do {
        try await server.run()
      } catch {
        doorbell.ring(.failure(Failure(description: String(describing: error))))
      }
    }
    guard case .ip4(_, let number) = try await doorbell.wait().sockname() else {
      throw Failure(description: "no address")
    }
    return LoopbackPort(number: number, serving: serving)
  }

  /// Closes the port and every connection, in the middle of an answer or not.
  package func close() async {
    serving.cancel()
    await serving.value
  }
}
