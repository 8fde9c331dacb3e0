import BatchCore
import Confinement
import FlyingFox
import Foundation
import Loopback
import Synchronization

/// The dashboard's server on 127.0.0.1.
package final class DashboardServer: Sendable {
  /// Such as `http://127.0.0.1:40123/6f0c.../`: whoever has it may do all that the page does.
  package let url: String
  private let port: LoopbackPort
  private let feed: EventFeed
  private let isStopped = Atomic(false)

  private init(url: String, port: LoopbackPort, feed: EventFeed) {
    self.url = url
    self.port = port
    self.feed = feed
  }

  /// Longer than any deadline.
  private static let timeout = 60.0

  /// Listens; blocks the calling thread until it does.
  ///
  /// - Parameters:
  ///   - port: 0: any that is free.
  ///   - token: what nobody can guess.
  ///   - feed: what is told to every open page.
  ///   - deadline: after which a question that was not answered is refused.
  package static func start(
    port: UInt16, token: String, page: DashboardPage, source: any DashboardSource, feed: EventFeed,
    deadline: Duration = .seconds(5)
  ) throws(ControlFailure) -> DashboardServer {
    let number = PortNumber()
    let routes = DashboardRoutes(
      token: token, port: number, page: page,
      desk: DashboardDesk(source: source, deadline: deadline), feed: feed)
    let started = Rest<Result<LoopbackPort, ControlFailure>>()
    Task.detached {
      do {
        let port = try await LoopbackPort.listen(port: port, timeout: timeout, handler: routes)
        number.set(port.number)
        started.wake(.success(port))
      } catch {
        started.wake(.failure(ControlFailure(reason: String(describing: error))))
      }
    }
    let listening = try started.wait().get()
    return DashboardServer(
      url: "http://127.0.0.1:\(listening.number)/\(token)/", port: listening, feed: feed)
  }

  /// Closes the port and every connection; blocks until that is done. Without effect the second
  /// time.
  package func stop() {
    guard !isStopped.exchange(true, ordering: .acquiringAndReleasing) else { return }
    feed.end()
    let stopped = Rest<Void>()
    Task.detached { [port] in
      await port.close()
      stopped.wake(())
    }
    stopped.wait()
  }
}

/// A port's number, known once it listens; 0 before.
final class PortNumber: Sendable {
  private let value = Atomic<UInt16>(0)

  var number: UInt16 { value.load(ordering: .acquiring) }
  func set(_ number: UInt16) { value.store(number, ordering: .releasing) }
}
