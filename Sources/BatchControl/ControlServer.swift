import BatchCore
import Confinement
import FlyingFox
import FlyingSocks
import Foundation
import Glibc
import Synchronization

/// A live run's control socket: `<database>.sock`, mode 0600.
package final class ControlServer: Sendable {
  private let place: SocketPlace
  /// Of the socket, in its folder.
  private let number: UInt
  private let serving: Task<Void, Never>
  private let routes: ControlRoutes
  private let isStopped = Atomic(false)

  private init(
    place: SocketPlace, number: UInt, serving: Task<Void, Never>, routes: ControlRoutes
  ) {
    self.place = place
    self.number = number
    self.serving = serving
    self.routes = routes
  }

  /// What it is bound to.
  var address: String { place.address }

  /// Longer than any change takes; a body of some megabytes is read within it.
  private static let timeout = 60.0

  /// Listens; blocks the calling thread until it does. The caller has the writer's lock.
  ///
  /// - Parameters:
  ///   - path: the socket's, absolute; a dead run's socket there is taken away.
  ///   - deadline: after which a change that was not written is refused.
  ///   - status: the status document; called on a queue of its own, where it may block.
  package static func start(
    path: String, deadline: Duration = .seconds(5),
    status: @escaping @Sendable () -> [UInt8]?
  ) throws(ControlFailure) -> ControlServer {
    let place = try SocketPlace(path: path)
    try place.clear()
    let routes = ControlRoutes(
      check: PeerCheck(address: place.address), deadline: deadline, status: status)
    let server = HTTPServer(
      address: .unix(path: place.address), timeout: timeout, logger: .disabled, handler: routes)
    let serving = try listen(server)
    guard let socket = place.socket(), socket.isPrivate else {
      stop(serving)
      try place.clear()
      throw ControlFailure(reason: "the file system does not keep a socket private")
    }
    return ControlServer(place: place, number: socket.number, serving: serving, routes: routes)
  }

  /// Changes go to this run from now on; until then they are refused as `.starting`.
  package func attach(_ run: any Steerable) { routes.attach(run) }

  /// Takes the socket away and closes every connection; blocks until that is done. Without effect
  /// the second time.
  package func stop() {
    guard !isStopped.exchange(true, ordering: .acquiringAndReleasing) else { return }
    place.remove(number)
    Self.stop(serving)
  }

  private static func listen(
    _ server: HTTPServer
  ) throws(ControlFailure) -> Task<Void, Never> {
    // A socket comes up with the mode that the mask leaves of 0777.
    let mask = umask(0o177)
    defer { umask(mask) }
    let started = Rest<ControlFailure?>()
    let serving = Task.detached {
      do {
        try await server.run()
      } catch {
        started.wake(ControlFailure(reason: "\(error.localizedDescription)"))
      }
    }
    Task.detached {
      do {
        try await server.waitUntilListening(timeout: 5)
        started.wake(nil)
      } catch {
        started.wake(ControlFailure(reason: "it does not listen"))
      }
    }
    if let failure = started.wait() { throw failure }
    return serving
  }

  /// Cancelled, not told to stop: the server would close its socket first, and then wait for it.
  private static func stop(_ serving: Task<Void, Never>) {
    let stopped = Rest<Void>()
    Task.detached {
      serving.cancel()
      await serving.value
      stopped.wake(())
    }
    stopped.wait()
  }
}
